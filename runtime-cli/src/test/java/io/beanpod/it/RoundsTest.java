package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many pods after each other leave no more than none. */
class RoundsTest extends PodTest {
  private static final int ROUNDS = 200;

  @Test
  void nothingGrows() throws IOException, ExecutionException, InterruptedException {
    round("a");
    round("b");
    Set<Path> files = files();
    ExecutorService lanes = Executors.newFixedThreadPool(2);
    try {
      Future<?> other = lanes.submit(() -> rounds("a"));
      rounds("b");
      other.get();
    } finally {
      lanes.shutdownNow();
    }
    deleteAll(); // beside another command, garbage may be left for a later one
    assertThat(files()).isEqualTo(files);
  }

  private void rounds(String pod) {
    for (int i = 0; i < ROUNDS / 2; i++) {
      round(pod);
    }
  }

  private void round(String pod) {
    apply(Manifest.pod(pod).script("one", "trap 'exit 0' TERM; while :; do sleep 0.05; done"));
    beanpod.run("delete", "pod", pod, "--now").ok();
  }

  /** Without the events of pods that are gone, which are kept for an hour. */
  private Set<Path> files() throws IOException {
    Path events = root.resolve("run/beanpod/events");
    try (Stream<Path> all = Files.walk(root)) {
      return new TreeSet<>(all.filter(path -> !path.startsWith(events)).toList());
    }
  }
}
