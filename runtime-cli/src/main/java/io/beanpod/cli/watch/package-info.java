/**
 * Waiting for pods to change. A {@link io.beanpod.cli.watch.PodWatch} compares what lies on disk
 * with what it saw last whenever a {@link io.beanpod.watch.ChangeSource} says that something may
 * have happened: many changes at once are seen as one, and the last state is never missed.
 */
package io.beanpod.cli.watch;
