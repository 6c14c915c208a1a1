package io.beanpod.model;

import java.util.OptionalInt;

/**
 * Linux' signals by name, as {@code lifecycle.stopSignal} and an image's StopSignal have them. The
 * numbers are those of x86-64 and arm64.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
public final class Signals {
  public static final int SIGTERM = 15;

  /** The first real-time signal that glibc and musl leave to programs, and the last. */
  private static final int RTMIN = 34;

  private static final int RTMAX = 64;

  private static final String[] NAMES = {
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU",
    "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
  };

  private Signals() {}

  /** Number of a signal by Kubernetes' spelling of its name: {@code SIGRTMIN+3}. */
  public static OptionalInt number(String name) {
    return name.startsWith("SIG") ? bare(name.substring("SIG".length())) : OptionalInt.empty();
  }

  /** The same for an image, which may leave SIG out, write in lower case, or give the number. */
  public static OptionalInt numberInImage(String text) {
    String name = text.toUpperCase(java.util.Locale.ROOT);
    OptionalInt number = digits(name, RTMAX);
    return number.isPresent()
        ? number
        : bare(name.startsWith("SIG") ? name.substring("SIG".length()) : name);
  }

  private static OptionalInt bare(String name) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return OptionalInt.of(i + 1);
      }
    }
    switch (name) {
      case "IOT":
        return bare("ABRT");
      case "CLD":
        return bare("CHLD");
      case "POLL":
        return bare("IO");
      case "RTMIN":
        return OptionalInt.of(RTMIN);
      case "RTMAX":
        return OptionalInt.of(RTMAX);
      default:
        return realTime(name);
    }
  }

  /** Kubernetes counts up to {@code RTMIN+15} from below and to {@code RTMAX-14} from above. */
  private static OptionalInt realTime(String name) {
    if (name.startsWith("RTMIN+")) {
      OptionalInt offset = digits(name.substring("RTMIN+".length()), 15);
      return offset.isPresent() ? OptionalInt.of(RTMIN + offset.getAsInt()) : offset;
    }
    if (name.startsWith("RTMAX-")) {
      OptionalInt offset = digits(name.substring("RTMAX-".length()), 14);
      return offset.isPresent() ? OptionalInt.of(RTMAX - offset.getAsInt()) : offset;
    }
    return OptionalInt.empty();
  }

  /** A number from 1 to {@code max} without a leading zero. */
  private static OptionalInt digits(String text, int max) {
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || (c == '0' && i == 0) || i > 1) {
        return OptionalInt.empty();
      }
      number = number * 10 + c - '0';
    }
    return number >= 1 && number <= max ? OptionalInt.of(number) : OptionalInt.empty();
  }
}
