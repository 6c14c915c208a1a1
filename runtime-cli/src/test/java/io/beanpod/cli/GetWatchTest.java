package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.QuickParser;
import io.beanpod.cli.print.ObjectFormat;
import io.beanpod.cli.print.PodColumns;
import io.beanpod.cli.watch.PodWatch;
import io.beanpod.cli.watch.TestPods;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetWatchTest {
  @TempDir Path dir;
  private final TestPods pods = new TestPods();

  @BeforeEach
  void script() {
    pods.put("web", "1", "Pending", "a");
    pods.then(() -> pods.put("web", "1", "Running", "a"));
    pods.then(() -> {}); // woken for nothing
    pods.then(() -> pods.put("a-longer-name", "2", "Pending", "a"));
    pods.then(() -> pods.remove("web"));
  }

  private String watched(String... args) throws IOException {
    Arguments arguments =
        QuickParser.parse(new GetCommand().definition(), List.of(args)).orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PodWatch watch = new PodWatch(pods::all, pod -> true, pods, () -> 0);
    GetWatch.loop(
        new Output(out),
        watch,
        arguments.on("watch-only"),
        ObjectFormat.printer(new PodColumns(), arguments, false, 0),
        () -> 0);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsWhatIsThereAndThenWhatChanges() throws IOException {
    assertThat(watched("pods", "-w"))
        .isEqualTo(
            "NAME   READY   STATUS    RESTARTS   AGE\n"
                + "web    0/1     Pending   0          <unknown>\n"
                + "web    0/1     Running   0          <unknown>\n"
                + "a-longer-name   0/1     Pending   0          <unknown>\n"
                + "web             0/1     Terminating   0          <unknown>\n");
  }

  @Test
  void watchOnlyLeavesOutWhatIsThere() throws IOException {
    assertThat(watched("pods", "--watch-only", "--output-watch-events"))
        .isEqualTo(
            "EVENT      NAME   READY   STATUS    RESTARTS   AGE\n"
                + "MODIFIED   web    0/1     Running   0          <unknown>\n"
                + "ADDED      a-longer-name   0/1     Pending   0          <unknown>\n"
                + "DELETED    web             0/1     Terminating   0          <unknown>\n");
  }

  @Test
  void printsObjectsNamesAndTemplatesOneByOne() throws IOException {
    assertThat(watched("pods", "-w", "-o", "name"))
        .isEqualTo("pod/web\npod/web\npod/a-longer-name\npod/web\n");
    script();
    assertThat(watched("pods", "-w", "-o", "jsonpath={.metadata.name} {.status.phase}{'\\n'}"))
        .contains("web Pending\nweb Running\n");
  }

  @Test
  void printsEventsForPrograms() throws IOException {
    assertThat(watched("pods", "-w", "--output-watch-events", "-o", "json").lines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).startsWith("{\"object\":{\"metadata\":{"))
        .last()
        .asString()
        .endsWith("\"type\":\"DELETED\"}");
  }

  @Test
  void partsYamlDocuments() throws IOException {
    assertThat(watched("pods", "-w", "-o", "yaml").split("---\n")).hasSize(4);
  }

  @Test
  void aPodThatIsNotThereIsNoPodToWatch() {
    assertThat(new PodFixture(dir).run("get", "pod", "web", "-w"))
        .isEqualTo(new PodFixture.Result(1, "", "error: pods \"web\" not found\n"));
  }
}
