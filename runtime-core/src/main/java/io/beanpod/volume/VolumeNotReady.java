package io.beanpod.volume;

import java.io.IOException;

/** A volume is not there yet, for a reason that the kubelet words in a way of its own. */
final class VolumeNotReady extends IOException {
  private static final long serialVersionUID = 1;

  /** With all that the event is to say. */
  VolumeNotReady(String event) {
    super(event);
  }
}
