package io.beanpod.volume;

import io.beanpod.linux.Fd;
import java.io.IOException;

/**
 * One volume of a pod that runs. The pause calls {@link #setUp} before the first container starts,
 * and again and again until it succeeds; then {@link #open} for each mount of each start of a
 * container; and {@link #tearDown} when the last container has ended.
 */
interface PodVolume {
  /**
   * Makes it ready. What an earlier try has made is there.
   *
   * @throws VolumeNotReady with the words of the event, where it is not the volume itself that
   *     fails
   * @throws IOException where it can't be made, or is not there yet: it is tried again
   */
  void setUp() throws IOException;

  /** A descriptor of its root, for {@code open_tree(2)}. */
  Fd open() throws IOException;

  /** Whether no container may write to it, whatever its mounts say. */
  default boolean readOnly() {
    return false;
  }

  /** Whether the pod's fsGroup is to own it: the kubelet's {@code Managed} and not read-only. */
  default boolean takesFsGroup() {
    return false;
  }

  /** Gives back what has to be before the pod's directories can be removed. */
  default void tearDown() throws IOException {}
}
