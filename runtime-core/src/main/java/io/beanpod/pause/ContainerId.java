package io.beanpod.pause;

import java.util.HexFormat;
import java.util.Random;

/** Ids of containers: 64 hexadecimal digits, as those of containerd. */
final class ContainerId {
  private static final int BYTES = 32;
  private static final Random RANDOM = new Random();

  private ContainerId() {}

  static String random() {
    byte[] id = new byte[BYTES];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
