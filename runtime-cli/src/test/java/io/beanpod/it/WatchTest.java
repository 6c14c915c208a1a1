package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code get --watch} and {@code wait}, while real pods come, change and go. */
class WatchTest extends PodTest {
  private static final int SIGINT = 2;

  private static Manifest web() {
    return Manifest.pod("web")
        .spec("terminationGracePeriodSeconds", 1)
        .script("one", "trap 'exit 0' TERM; sleep 1000 & wait");
  }

  @Test
  void printsAPodsWholeLifeAndEndsQuietlyAtTheKeyboardsSignal() throws Exception {
    Path out = root.resolve("watch.out");
    Process watch =
        background(
            out,
            "get",
            "pods",
            "-w",
            "--output-watch-events",
            "-o",
            "jsonpath={.type} {.object.status.phase}{'\\n'}");
    try {
      apply(web());
      awaitText(out, "MODIFIED Running\n");
      beanpod.run("delete", "pod", "web").ok();
      awaitText(out, "DELETED ");
      assertThat(text(out)).startsWith("ADDED Pending\n");
      assertThat(watch.isAlive()).isTrue();
      try (Fd pidfd = Processes.pidfd((int) watch.pid())) {
        Processes.signal(pidfd, SIGINT);
      }
      assertThat(watch.waitFor()).isEqualTo(128 + SIGINT);
      assertThat(text(out).lines().toList()).last().asString().startsWith("DELETED ");
    } finally {
      watch.destroyForcibly();
    }
  }

  @Test
  void showsAPauseThatIsKilled() throws Exception {
    Path out = root.resolve("watch.out");
    apply(web());
    awaitPhase("web", "Running");
    Process watch = background(out, "get", "pod", "web", "-w");
    try {
      awaitText(out, "1/1     Running");
      ProcessHandle.of(pause("web")).orElseThrow().destroyForcibly();
      awaitText(out, "0/1     Error");
    } finally {
      watch.destroyForcibly();
    }
  }

  @Test
  void waitsUntilAPodIsThereAndReadyAndGone() throws Exception {
    Path created = root.resolve("created.out");
    Path deleted = root.resolve("deleted.out");
    Process creation = background(created, "wait", "--for=create", "pod/web", "--timeout=60s");
    Process deletion = null;
    try {
      apply(web());
      assertThat(creation.waitFor()).as(text(created)).isZero();
      assertThat(text(created)).isEqualTo("pod/web condition met\n");
      assertThat(beanpod.run("wait", "--for=condition=Ready", "pods", "--all").ok())
          .isEqualTo("pod/web condition met\n");
      assertThat(
              beanpod
                  .run("wait", "--for=condition=Ready=false", "pod/web", "--timeout=10ms")
                  .oneLine())
          .isEqualTo("error: timed out waiting for the condition on pods/web");
      deletion = background(deleted, "wait", "--for=delete", "pod/web", "--timeout=60s");
      beanpod.run("delete", "pod", "web").ok();
      assertThat(deletion.waitFor()).as(text(deleted)).isZero();
    } finally {
      creation.destroyForcibly();
      if (deletion != null) {
        deletion.destroyForcibly();
      }
    }
  }
}
