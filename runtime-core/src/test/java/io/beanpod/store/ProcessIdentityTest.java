package io.beanpod.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessIdentityTest {
  @TempDir Path proc;

  @ParameterizedTest
  @CsvSource({"S,777,true", "R,777,true", "Z,777,false", "X,777,false", "S,778,false"})
  void livesByStateAndStartTime(String state, String startTime, boolean alive) throws IOException {
    Path directory = Files.createDirectory(proc.resolve("42"));
    // A process may call itself what it likes.
    Files.writeString(
        directory.resolve("stat"),
        "42 (evil) Z 1 (x) "
            + state
            + " 1 1 1 0 -1 4 5 6 7 8 9 10 11 12 20 0 3 0 "
            + startTime
            + " 99 100\n");
    assertThat(new ProcessIdentity(42, 777).alive(proc)).isEqualTo(alive);
  }

  @Test
  void nobodyIsNotAlive() throws IOException {
    assertThat(new ProcessIdentity(43, 1).alive(proc)).isFalse();
    assertThat(new ProcessIdentity(0, 0).alive(proc)).isFalse();
  }

  @Test
  void knowsThisVeryProcess() throws IOException {
    Path real = Path.of("/proc");
    String stat = Files.readString(real.resolve("self/stat"));
    long startTime = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    int pid = (int) ProcessHandle.current().pid();
    assertThat(new ProcessIdentity(pid, startTime).alive(real)).isTrue();
    assertThat(new ProcessIdentity(pid, startTime + 1).alive(real)).isFalse();
  }
}
