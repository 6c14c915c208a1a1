package io.beanpod.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that is killed, wherever it is, leaves the old content or the new one. */
class KilledWriterTest {
  private static final int ROUNDS = 20;
  private static final int LONGEST_NANOS = 20_000_000;

  @TempDir Path volume;

  @Test
  void neverLeavesAMix() throws Exception {
    Random random = new Random();
    for (int round = 0; round < ROUNDS; round++) {
      kill(random.nextInt(LONGEST_NANOS));
      Map<String, String> content = content();
      String letter = content.get("d/0").substring(0, 1);
      Map<String, String> wanted = new TreeMap<>();
      for (Map.Entry<String, FileContent> file : KilledWriter.files(letter).entrySet()) {
        wanted.put(file.getKey(), new String(file.getValue().bytes(), StandardCharsets.UTF_8));
      }
      assertThat(content).isEqualTo(wanted);
    }
    new AtomicWriter(volume, top -> {}).write(KilledWriter.files("c"), Instant.now());
    try (Stream<Path> entries = Files.list(volume)) {
      assertThat(entries).hasSize(3 + KilledWriter.FILES / 2); // ..data, what it means, d, c1 …
    }
  }

  private void kill(int afterNanos) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledWriter.class.getName(),
                volume.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = writer.inputReader()) {
      assertThat(out.readLine()).isEqualTo("both were written");
      LockSupport.parkNanos(afterNanos);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    Path data = volume.resolve("..data").toRealPath();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        content.put(data.relativize(file).toString(), Files.readString(file));
      }
    }
    return content;
  }
}
