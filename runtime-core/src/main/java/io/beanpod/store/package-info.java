/**
 * What is on disk: where it lies ({@link io.beanpod.store.Root}) and the read side of the pods'
 * state ({@link io.beanpod.store.PodStore}).
 *
 * <p>The pause of a pod is the only writer of its files; everyone else reads them here, and sees a
 * pod whose pause was killed as Failed ({@link io.beanpod.store.PauseDeath}).
 *
 * <p>This package is on the path of every command, so it reads its files with a small parser of its
 * own: {@link io.beanpod.store.JsonText} says what that saves.
 */
package io.beanpod.store;
