package io.beanpod.cli.run;

import io.beanpod.cli.WholeNumber;
import io.beanpod.cli.args.UsageError;
import java.util.OptionalLong;

/** Numbers of ports. */
final class Ports {
  private static final long MAX = 65_535;

  private Ports() {}

  /**
   * One from 1 to 65535.
   *
   * @param flag the flag with its value, for the message
   * @throws UsageError where it is none
   */
  static long number(String flag, String text) {
    OptionalLong number = WholeNumber.parse(text);
    if (number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > MAX) {
      throw new UsageError("run", flag + ": \"" + text + "\" is not a port: 1 to " + MAX);
    }
    return number.getAsLong();
  }
}
