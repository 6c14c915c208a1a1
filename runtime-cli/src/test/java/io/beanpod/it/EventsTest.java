package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The events of a pod's life: the kubelet's reasons and messages, in its order. */
class EventsTest extends PodTest {
  private static final String PULLED =
      "Pulled spec.containers{one}:"
          + " Container image \"busybox:latest\" already present on machine";
  private static final String CREATED = "Created spec.containers{one}: Created container: one";
  private static final String STARTED = "Started spec.containers{one}: Started container one";

  private static Manifest web(String script) {
    return Manifest.pod("web").script("one", script);
  }

  @Test
  void aPodsStartAndItsEnd() {
    apply(web("trap 'exit 0' TERM; sleep 1000 & wait"));
    await("web", "ready", s -> s.condition("Ready").equals("True"));
    assertThat(events()).hasSize(4).first().asString().startsWith("Scheduled : ");
    assertThat(events()).endsWith(PULLED, CREATED, STARTED);
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .containsPattern("Events:\n +Type +Reason +Age +From +Message\n")
        .containsPattern("  Normal  +Started +[0-9]+s +beanpod  Started container one\n");
    beanpod.run("delete", "pod", "web").ok();
    assertThat(events()).last().isEqualTo("Killing spec.containers{one}: Stopping container one");
    assertThat(beanpod.run("events", "--for", "pod/web").ok()).contains("Stopping container one");
  }

  @Test
  void aCrashLoop() {
    apply(web("exit 1").backOff("100ms", "100ms"));
    await("web", "restarts", s -> s.restarts("one") >= 3);
    assertThat(events())
        .contains(PULLED, CREATED, STARTED)
        .anyMatch(
            line ->
                line.matches(
                    Pattern.quote(
                            "BackOff spec.containers{one}:"
                                + " Back-off restarting failed container one in pod web_default(")
                        + "[-0-9a-f]{36}\\)"));
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .containsPattern("  Normal +Started +[0-9]+s \\(x[0-9]+ over [0-9]+s\\) +beanpod ")
        .containsPattern("  Warning +BackOff +[0-9]+s \\(x[0-9]+ over [0-9]+s\\) +beanpod ");
  }

  @Test
  void afterManyOfOneKindWhatIsNewIsToldYet() {
    apply(
        web("exit 1")
            .backOff("0", "0")
            .script("two", "trap 'exit 0' TERM; sleep 1000 & wait")
            .with("livenessProbe", Checks.probe(Checks.exec("[ ! -e /tmp/bad ]"))));
    await("web", "many restarts", s -> s.restarts("one") >= 30);
    beanpod.run("exec", "web", "-c", "two", "--", "touch", "/tmp/bad").ok();
    awaitEvent("Container two failed liveness probe, will be restarted");
  }

  @Test
  void watchedInTheBackground() throws Exception {
    Path out = root.resolve("events.out");
    Process watch = background(out, "get", "events", "--watch");
    try {
      apply(web("trap 'exit 0' TERM; sleep 1000 & wait").backOff("0", "0"));
      awaitText(out, "Started container one\n");
      beanpod.run("exec", "web", "--", "kill", "1"); // which may end it with the container
      Await.until(
          "the second start is printed",
          () -> Pattern.compile("Started container one\n").matcher(text(out)).results().count() > 1,
          () -> text(out));
      beanpod.run("delete", "pod", "web").ok();
      awaitText(out, "Stopping container one\n");
      List<String> lines = text(out).lines().toList();
      assertThat(lines.get(0)).matches("LAST SEEN +TYPE +REASON +OBJECT +MESSAGE");
      assertThat(lines).noneMatch(String::isBlank);
    } finally {
      watch.destroyForcibly();
    }
  }

  @Test
  void aContainerThatCannotStart() {
    tryApply(Manifest.pod("web").container("one", "/missing").json());
    awaitEvent("Failed spec.containers{one}: Error: ");
    Status status = get("web");
    assertThat(status.waits("one")).isIn("RunContainerError", "CrashLoopBackOff");
    assertThat(status.last("one")).containsEntry("exitCode", 128L);
  }

  @Test
  void onlyThoseOfOneType() {
    apply(Manifest.pod("odd").script("one", "exit 1"));
    await("odd", "it waits", s -> s.waits("one").equals("CrashLoopBackOff"));
    assertThat(beanpod.run("events", "--for", "pod/odd", "--types=Warning").ok().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("BackOff");
    String backOffs = "--field-selector=reason=BackOff,involvedObject.name=odd";
    assertThat(beanpod.run("get", "events", backOffs).ok().lines()).hasSize(2);
  }
}
