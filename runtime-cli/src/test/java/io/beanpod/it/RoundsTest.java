package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many pods after each other leave no more than none. */
class RoundsTest extends PodTest {
  private static final int ROUNDS = 200;

  @Test
  void nothingGrows() throws IOException {
    round();
    Set<Path> files = files();
    for (int i = 1; i < ROUNDS; i++) {
      round();
    }
    assertThat(leaks.found()).isEmpty();
    assertThat(files()).isEqualTo(files);
  }

  private void round() {
    apply(Manifest.pod("web").script("one", "trap 'exit 0' TERM; while :; do sleep 0.01; done"));
    beanpod.run("delete", "pod", "web").ok();
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return new TreeSet<>(all.toList());
    }
  }
}
