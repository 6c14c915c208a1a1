package io.beanpod.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandPathTest {
  @Test
  void aCommandWithASlashIsTriedAsItIs() {
    assertThat(candidates("/bin/sh", "PATH=/a")).containsExactly("/bin/sh");
    assertThat(candidates("./run", "PATH=/a")).containsExactly("./run");
  }

  @Test
  void theDirectoriesOfPathInOrder() {
    assertThat(candidates("sh", "A=1", "PATH=/a:/b")).containsExactly("/a/sh", "/b/sh");
  }

  @Test
  void theLastPathCounts() {
    assertThat(candidates("sh", "PATH=/a", "PATH=/b")).containsExactly("/b/sh");
  }

  @Test
  void withoutPathTheDefault() {
    assertThat(candidates("sh", "MYPATH=/a"))
        .startsWith("/usr/local/sbin/sh")
        .endsWith("/bin/sh")
        .hasSize(6);
  }

  @Test
  void anEmptyEntryIsTheWorkingDirectory() {
    assertThat(candidates("sh", "PATH=:/a:")).containsExactly("./sh", "/a/sh", "./sh");
  }

  private static List<String> candidates(String command, String... env) {
    return CommandPath.candidates(List.of(command, "argument"), List.of(env));
  }
}
