package io.beanpod.cli.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.Failure;
import io.beanpod.cli.Output;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.watch.TestPods;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitLoopTest {
  private final TestPods pods = new TestPods();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private long now = 1000;

  private boolean run(String condition, long timeout, String... namesAndUids) throws IOException {
    List<WaitLoop.Target> targets = new ArrayList<>();
    for (int i = 0; i < namesAndUids.length; i += 2) {
      targets.add(new WaitLoop.Target("default", namesAndUids[i], namesAndUids[i + 1]));
    }
    Output out = new Output(text);
    WaitLoop loop = new WaitLoop(pods::find, pods, () -> now, out, out);
    boolean met = loop.run(targets, WaitConditionParser.parse(condition), timeout);
    out.flush();
    return met;
  }

  private String printed() {
    return text.toString(StandardCharsets.UTF_8);
  }

  @Test
  void waitsForEachAndSaysSo() throws IOException {
    pods.put("web", "1", "Pending", "a").put("db", "2", "Pending", "a");
    pods.then(() -> pods.put("db", "2", "Running", "a"));
    pods.then(() -> pods.put("web", "1", "Running", "a"));
    assertThat(run("jsonpath={.status.phase}=Running", 5000, "web", "1", "db", "2")).isTrue();
    assertThat(printed()).isEqualTo("pod/db condition met\npod/web condition met\n");
    assertThat(pods.waits).containsExactly(5000L, 5000L);
  }

  @Test
  void givesUpWhenTheTimeIsOver() throws IOException {
    pods.put("web", "1", "Pending", "a");
    pods.then(() -> now += 4000);
    pods.then(() -> now += 1000);
    pods.then(() -> pods.put("web", "1", "Running", "a")); // too late
    assertThat(run("jsonpath={.status.phase}=Running", 5000, "web", "1")).isFalse();
    assertThat(printed()).isEqualTo("error: timed out waiting for the condition on pods/web\n");
    assertThat(pods.waits).containsExactly(5000L, 1000L);
  }

  @Test
  void withoutTimeItLooksOnce() throws IOException {
    pods.put("web", "1", "Pending", "a");
    assertThat(run("jsonpath={.status.phase}=Running", 0, "web", "1")).isFalse();
    assertThat(run("jsonpath={.status.phase}=Pending", 0, "web", "1")).isTrue();
    assertThat(printed())
        .isEqualTo("error: condition not met for pods/web\npod/web condition met\n");
    assertThat(pods.waits).isEmpty();
  }

  @Test
  void deletedMeansThatVeryPod() throws IOException {
    pods.put("web", "1", "Running", "a");
    pods.then(() -> pods.put("web", "2", "Running", "a"));
    assertThat(run("delete", 5000, "web", "1")).isTrue();
    pods.then(() -> pods.remove("web"));
    assertThat(run("Delete", 5000, "web", "2")).isTrue();
  }

  @Test
  void createdMeansAnyOfThatName() throws IOException {
    pods.then(() -> pods.put("web", "9", "Pending", "a"));
    assertThat(run("create", 5000, "web", "")).isTrue();
    assertThat(printed()).isEqualTo("pod/web condition met\n");
  }

  @Test
  void aPodThatIsGoneMayComeBack() throws IOException {
    pods.put("web", "1", "Pending", "a");
    pods.then(() -> pods.remove("web"));
    pods.then(() -> pods.put("web", "2", "Running", "a"));
    assertThat(run("jsonpath={.status.phase}=Running", 5000, "web", "1")).isTrue();
  }

  @Test
  void aPathMustLeadToOneValue() {
    pods.put("web", "1", "Pending", "a");
    assertThatThrownBy(() -> run("jsonpath={.metadata}=x", 0, "web", "1"))
        .isInstanceOf(Failure.class)
        .hasMessage("jsonpath leads to a nested object or list which is not supported");
    assertThatThrownBy(() -> run("jsonpath={.metadata.*}", 0, "web", "1"))
        .hasMessage("given jsonpath expression matches more than one value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|unrecognized condition: \"\"",
        "Ready|unrecognized condition: \"Ready\"",
        "jsonpath=|jsonpath expression cannot be empty",
        "jsonpath={.a}=|jsonpath wait has to have a value after equal sign",
        "jsonpath={.a}=b=c|jsonpath wait format must be",
        "jsonpath={.a|unexpected path string",
        "jsonpath={.a[x]}|invalid array index x",
      })
  void refusesOtherConditions(String condition, String message) {
    assertThatThrownBy(() -> WaitConditionParser.parse(condition))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining(message);
  }
}
