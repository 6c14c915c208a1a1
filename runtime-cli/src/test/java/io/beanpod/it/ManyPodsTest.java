package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** A hundred pods that several command lines make at once have a hundred addresses. */
@DisabledIfEnvironmentVariable(
    named = "BEANPOD_TEST_PATIENCE",
    matches = ".+",
    disabledReason = "a hundred JVMs take an hour in an emulated guest")
class ManyPodsTest extends PodTest {
  private static final int COMMANDS = 5;
  private static final int PODS_EACH = 20;

  @Test
  void noAddressIsGivenTwice() throws IOException {
    List<Process> applies = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      StringBuilder manifest = new StringBuilder();
      for (int j = 0; j < PODS_EACH; j++) {
        Manifest pod = Manifest.pod("pod-" + i + "-" + j).container("one", "sleep", "1000");
        manifest.append("---\n").append(pod.json()).append('\n');
      }
      Path file = Files.writeString(root.resolve("pods-" + i + ".yaml"), manifest);
      applies.add(beanpod.start("apply", "-f", file.toString()));
    }
    for (Process apply : applies) {
      assertThat(Beanpod.finish(List.of("apply"), apply, new byte[0]).ok().lines())
          .hasSize(PODS_EACH)
          .allMatch(line -> line.endsWith(" created"));
    }
    Set<String> ips = new HashSet<>();
    Set<String> v6 = new HashSet<>();
    for (Object pod :
        Json.list(parse(beanpod.run("get", "pods", "-o", "json").ok()).pod().get("items"))) {
      assertThat(Json.at(pod, "status", "phase")).isEqualTo("Running");
      List<Object> all = Json.list(Json.at(pod, "status", "podIPs"));
      ips.add(Json.string(Json.at(all.get(0), "ip")));
      v6.add(Json.string(Json.at(all.get(all.size() - 1), "ip")));
    }
    assertThat(ips).hasSize(COMMANDS * PODS_EACH);
    assertThat(v6).hasSize(COMMANDS * PODS_EACH);
    try (Stream<Path> leases = Files.list(root.resolve("run/beanpod/network/leases"))) {
      assertThat(leases).hasSize(COMMANDS * PODS_EACH);
    }
    assertThat(leaks.found().stream().filter(line -> line.startsWith("port ")))
        .hasSize(COMMANDS * PODS_EACH);
  }
}
