package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import io.beanpod.cli.args.QuickParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitCommandTest {
  @TempDir Path dir;
  private PodFixture pods;

  @BeforeEach
  void setUp() throws IOException {
    pods = new PodFixture(dir);
    pods.pod("default", "web", true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--for=condition=Ready pod/web|0|pod/web condition met",
        "--for=condition=ready=TRUE pod web|0|pod/web condition met",
        "--for=condition=Ready=false pod/web --timeout=0|1|error: condition not met for pods/web",
        "--for=condition=Nothing pod/web --timeout=1ms"
            + "|1|error: timed out waiting for the condition on pods/web",
        "--for=jsonpath={.status.phase}=Running pods --all|0|pod/web condition met",
        "--for=jsonpath='{.status.phase}'=Running pods -l app=web"
            + "|2|error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or"
            + " '{name1.name2}' or '{.name1.name2}' (see 'beanpod wait --help')",
        "--for=jsonpath={.status.conditions[?(@.type==\"Ready\")].status}=True pod/web"
            + "|0|pod/web condition met",
        "--for=jsonpath={.status.podIP} pods -l app=web --timeout=0"
            + "|1|error: condition not met for pods/web",
        "--for=condition=Ready pods -l app=x|1|error: no matching resources found",
        "--for=condition=Ready pod/x|1|error: pods \"x\" not found",
        "--for=delete pod/x|0|``",
        "--for=delete pods -l app=x|0|``",
        "--for=create pod/web|0|pod/web condition met",
        "--for=create pods --all|2|error: --for=create needs the names of the pods (see 'beanpod"
            + " wait --help')",
        "--for=condition=Ready|2|error: say which pods: pod/NAME, pods --all, pods -l SELECTOR or"
            + " -f (see 'beanpod wait --help')",
        "--for=condition=Ready pods|2|error: resource(s) were provided, but no name was specified:"
            + " pod/NAME, -l or --all (see 'beanpod wait --help')",
        "--for=delete pod/web --timeout=30|2|error: invalid argument \"30\" for \"--timeout\" flag:"
            + " time: missing unit in duration \"30\"; 90s is a minute and a half (see 'beanpod"
            + " wait --help')",
      })
  void saysWhatKubectlSays(String line, int status, String message) {
    Result result = pods.run(("wait " + line).split(" "));
    assertThat(result.out() + result.err()).isEqualTo(message.isEmpty() ? "" : message + "\n");
    assertThat(result.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0s,0", "1m30s,90000", "-1s,604800000", "-0s,0"})
  void readsTheTimeout(String text, long millis) {
    var arguments = QuickParser.parse(new WaitCommand().definition(), List.of("--timeout=" + text));
    assertThat(WaitCommand.timeout(arguments.orElseThrow())).isEqualTo(millis);
  }

  @Test
  void theTimeoutIsHalfAMinute() {
    var none = QuickParser.parse(new WaitCommand().definition(), List.of());
    assertThat(WaitCommand.timeout(none.orElseThrow())).isEqualTo(30_000);
  }
}
