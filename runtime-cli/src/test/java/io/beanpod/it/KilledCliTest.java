package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of the command line at any moment leaves a whole pod or none. */
class KilledCliTest extends PodTest {
  private static final int MOMENTS = 21;
  private static final int STEP_MILLIS = 15;

  private static Manifest web() {
    return Manifest.pod("web").container("one", "sleep", "1000").container("two", "sleep", "1000");
  }

  /** Moments from the start of the JVM to after the end of the command. */
  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void whileItApplies(int offset) throws IOException, InterruptedException {
    for (int i = 0; i < MOMENTS; i++) {
      Process apply = beanpod.start("apply", "-f", "-");
      try (OutputStream stdin = apply.getOutputStream()) {
        stdin.write(web().json().getBytes(StandardCharsets.UTF_8));
      }
      Thread.sleep(offset + (long) i * STEP_MILLIS);
      apply.destroyForcibly().waitFor();
      Await.until("there is a whole pod or none", this::settled, () -> leaks.found());
      for (Object item : pods()) {
        Status status = new Status(Json.object(item));
        assertThat(status.phase()).isEqualTo("Running");
        assertThat(List.of(status.is("one", "running"), status.is("two", "running")))
            .containsOnly(true);
        assertThat(sh("web", "echo alive")).isEqualTo("alive\n");
      }
      deleteAll();
    }
  }

  private List<Object> pods() {
    return Json.list(parse(beanpod.run("get", "pods", "-o", "json").ok()).pod().get("items"));
  }

  /** A pause that has its plan goes on alone, so for a while there may be neither. */
  private boolean settled() {
    Map<String, Object> pod = file("web", "pod.json");
    if (pod.isEmpty()) {
      return leaks.processes().isEmpty() && file("web", "pod.json").isEmpty();
    }
    Status status = new Status(pod);
    return status.is("one", "running") && status.is("two", "running");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 80, 110, 140, 180})
  void whileItDeletes(int millis) throws InterruptedException {
    apply(web());
    Process delete = beanpod.start("delete", "pod", "web", "--force");
    Thread.sleep(millis);
    delete.destroyForcibly().waitFor();
    beanpod.run("delete", "pod", "web", "--force", "--ignore-not-found").ok();
    assertThat(beanpod.run("get", "pods", "-o", "name").ok()).isEmpty();
    deleteAll();
  }
}
