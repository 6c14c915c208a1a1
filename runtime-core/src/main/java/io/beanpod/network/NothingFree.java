package io.beanpod.network;

import java.io.IOException;

/** Other pods have what a pod wants of the network. Some of them may be gone. */
public final class NothingFree extends IOException {
  private static final long serialVersionUID = 1;

  NothingFree(String message) {
    super(message);
  }
}
