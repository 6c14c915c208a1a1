package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class IgnoredSignalsTest {
  private static final int SIGQUIT = 3;

  /** The mask of a line of /proc/self/status; bit 0 is signal 1. */
  private static boolean is(String line, int signal) throws IOException {
    for (String text : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (text.startsWith(line + ":")) {
        long mask = Long.parseUnsignedLong(text.substring(line.length() + 1).strip(), 16);
        return (mask >> (signal - 1) & 1) == 1;
      }
    }
    throw new AssertionError("no " + line);
  }

  @Test
  void ignoresThemUntilItIsClosed() throws IOException {
    boolean caught = is("SigCgt", SIGQUIT);
    assertThat(is("SigIgn", SIGQUIT)).isFalse();
    try (IgnoredSignals ignored = new IgnoredSignals(Processes.SIGINT, SIGQUIT)) {
      assertThat(ignored).isNotNull();
      assertThat(is("SigIgn", SIGQUIT)).isTrue();
      assertThat(is("SigIgn", Processes.SIGINT)).isTrue();
      assertThat(Processes.kill((int) ProcessHandle.current().pid(), Processes.SIGINT)).isTrue();
    }
    assertThat(is("SigIgn", SIGQUIT)).isFalse();
    assertThat(is("SigIgn", Processes.SIGINT)).isFalse();
    assertThat(is("SigCgt", SIGQUIT)).isEqualTo(caught);
  }
}
