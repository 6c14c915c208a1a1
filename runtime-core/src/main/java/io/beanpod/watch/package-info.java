/**
 * Waiting for what lies on disk to change. The order is always the same: {@link
 * io.beanpod.watch.ChangeSource} begins to notice, then one looks, and what happened meanwhile ends
 * the next wait. So many changes at once are seen as one, and the last state is never missed.
 */
package io.beanpod.watch;
