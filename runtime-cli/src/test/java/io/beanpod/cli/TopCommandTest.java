package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import io.beanpod.cli.top.FakeMeter;
import io.beanpod.cli.top.Sampler;
import io.beanpod.cli.top.TopOrder;
import io.beanpod.cli.top.TopRun;
import io.beanpod.cli.top.TopTable;
import io.beanpod.cli.top.TopView;
import io.beanpod.linux.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the pods of the fixture, {@code web} runs and {@code side} does not. */
class TopCommandTest {
  private static final String NONE = "No resources found in default namespace.";
  private static final String CGROUP = "beanpod/poduid-default-one/web";
  private static final TopView TABLE =
      new TopView.Columns(
          new TopTable(false, false, false, true, false, TopOrder.NAME), TopOrder.NAME);

  @TempDir Path dir;
  private final FakeMeter meter = new FakeMeter();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private PodFixture pods;
  private Context context;

  @BeforeEach
  void onePod() throws IOException {
    pods = new PodFixture(dir);
    context = new Context(pods.root, new Output(out), new Output(err), 0);
    pods.pod("default", "one", true);
    meter.set(CGROUP, 0, 5 * FakeMeter.MIB);
  }

  private TopRun run(TopView view, TopRun.Pace pace) {
    return new TopRun(
        context, () -> context.store().list("default"), new Sampler(meter, false), view, pace);
  }

  /** Half a CPU is used. */
  private boolean pass(long millis) {
    meter.pass(millis);
    meter.set(CGROUP, millis * 500, 5 * FakeMeter.MIB);
    return true;
  }

  private String printed(ByteArrayOutputStream stream) {
    context.out().flush();
    context.err().flush();
    return stream.toString(StandardCharsets.UTF_8);
  }

  @Test
  void measuresOverAShortWhile() throws IOException {
    assertThat(run(TABLE, this::pass).once(false, NONE)).isTrue();
    assertThat(printed(out))
        .isEqualTo(
            """
            NAME   CPU(cores)   MEMORY(bytes)
            one    500m         5Mi
            """);
    assertThat(printed(err)).isEmpty();
  }

  @Test
  void aPodThatWasNamedAndDoesNotRunIsAnError() throws IOException {
    pods.pod("default", "dead", false);
    assertThat(run(TABLE, this::pass).once(false, NONE)).isTrue();
    assertThat(printed(err)).isEmpty();
    assertThat(run(TABLE, this::pass).once(true, NONE)).isFalse();
    assertThat(printed(err))
        .isEqualTo(
            "error: Metrics not available for pod default/dead: it is Failed, and no container of"
                + " it runs\n");
  }

  @Test
  void whereNothingRunsAnEmptyTableSaysWhy() throws IOException {
    meter.remove(CGROUP);
    assertThat(run(TABLE, millis -> true).once(false, NONE)).isFalse();
    assertThat(printed(out)).isEmpty();
    assertThat(printed(err)).startsWith("error: Metrics not available for pod default/one: ");
    TopView list = new TopView.Trees(true, false, TopOrder.NAME);
    assertThat(run(list, millis -> true).once(false, NONE)).isTrue();
    assertThat(printed(out)).contains("\"items\": []");
  }

  @Test
  void withoutPodsItSaysSo() throws IOException {
    Files.delete(pods.root.name("default", "one"));
    assertThat(run(TABLE, this::pass).once(false, NONE)).isTrue();
    assertThat(printed(out)).isEmpty();
    assertThat(printed(err)).isEqualTo(NONE + "\n");
  }

  @Test
  void aWatchGoesOnWithPodsThatComeAndGo() throws IOException {
    Turns turns = new Turns(4);
    run(TABLE, turns).watch(NONE, Optional::empty, () -> 0);
    assertThat(printed(out))
        .isEqualTo(
            """
            NAME   CPU(cores)   MEMORY(bytes)
            one    500m         5Mi

            NAME   CPU(cores)   MEMORY(bytes)
            one    0m           5Mi
            two    -            7Mi

            No resources found in default namespace.
            """);
  }

  @Test
  void inATerminalItIsDrawnInPlace() throws IOException {
    Optional<Terminal.Size> terminal = Optional.of(new Terminal.Size(24, 80));
    run(TABLE, new Turns(3)).watch(NONE, () -> terminal, () -> 0);
    assertThat(printed(out).split("\033\\[2A", -1)).hasSize(2);
    pods.pod("default", "one", true);
    out.reset();
    run(new TopView.Trees(false, false, TopOrder.NAME), new Turns(3))
        .watch(NONE, () -> terminal, () -> 0);
    assertThat(printed(out))
        .as("objects are for programs")
        .contains("---\n")
        .doesNotContain("\033");
  }

  /** What happens between the tables of a watch. */
  private final class Turns implements TopRun.Pace {
    private final int last;
    private int turn;

    Turns(int last) {
      this.last = last;
    }

    @Override
    public boolean sleep(long millis) throws IOException {
      turn++;
      if (turn == 1) {
        return pass(millis);
      }
      meter.pass(millis);
      if (turn == 2) {
        pods.pod("default", "two", true);
        meter.set("beanpod/poduid-default-two/web", 9_999, 7 * FakeMeter.MIB);
      }
      if (turn == 3) {
        Files.delete(pods.root.name("default", "one"));
        Files.delete(pods.root.name("default", "two"));
      }
      return turn < last;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "top|say what to top: pods, pod NAME or pod/NAME (see 'beanpod top --help')",
        "top node|there is no resource type \"node\"; there are pods, namespaces, services,"
            + " networkpolicies, configmaps, secrets, persistentvolumes, persistentvolumeclaims"
            + " (see 'beanpod top --help')",
        "top configmap site|top is about pods, not about configmaps; say pod/NAME (see 'beanpod top"
            + " --help')",
        "top pods --sort-by name|--sort-by accepts only cpu or memory (see 'beanpod top --help')",
        "top pods -o name|unknown output format: name; there are wide, json and yaml (see 'beanpod"
            + " top --help')",
        "top pod one -l app=one|name cannot be provided when a selector is specified (see 'beanpod"
            + " top --help')",
      })
  void wrongUsage(String line, String message) {
    assertThat(pods.run(line.split(" "))).isEqualTo(new Result(2, "", "error: " + message + "\n"));
  }

  @Test
  void aPodThatDoesNotExistIsAFailure() {
    assertThat(pods.run("top", "pod", "nobody"))
        .isEqualTo(new Result(1, "", "error: pods \"nobody\" not found\n"));
  }
}
