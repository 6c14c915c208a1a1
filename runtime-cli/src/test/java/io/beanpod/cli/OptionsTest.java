package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.QuickParser;
import io.beanpod.cli.args.UsageError;
import io.beanpod.store.ObjectKind;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static Arguments parse(Command command, String line) {
    return QuickParser.parse(command.definition(), Arrays.asList(line.split(" "))).orElseThrow();
  }

  private static DeleteOptions delete(String line) {
    return DeleteCommand.options(parse(new DeleteCommand(), line));
  }

  @ParameterizedTest
  @CsvSource({
    "pod web,-",
    "pod web --grace-period=-1,-",
    "pod web --grace-period 5,5",
    "pod web --grace-period=0,1",
    "pod web --now,1",
    "pod web --force,0",
    "pod web --force --grace-period=0,0",
  })
  void theGracePeriodFollowsKubectlsRules(String line, String seconds) {
    OptionalInt expected =
        seconds.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(seconds));
    assertThat(delete(line).gracePeriod()).isEqualTo(expected);
  }

  @Test
  void deletesByNameFileLabelOrAll() {
    assertThat(delete("pod/web configmap/db").resources().names())
        .containsExactly(
            new Resources.Named(ObjectKind.POD, "web"),
            new Resources.Named(ObjectKind.CONFIG_MAP, "db"));
    assertThat(delete("-f a.yaml -f -").files()).containsExactly("a.yaml", "-");
    assertThat(delete("pods --all -n prod").all()).isTrue();
    assertThat(delete("pods --all -n prod").namespace()).isEqualTo("prod");
    assertThat(delete("pods -l app=web -A").selector()).isPresent();
    assertThat(delete("pod web").waitUntilGone()).isTrue();
    assertThat(delete("pod web --wait=false").waitUntilGone()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods",
        "web",
        "pod web --all",
        "pod web -l a=b",
        "pods --all -l a=b",
        "pod web -f x.yaml",
        "pod web -A",
        "pod web --grace-period=soon",
        "pod web --grace-period=-2",
        "pod web --now --grace-period=3",
        "pod web --force --grace-period=3",
        "pod web --force --now",
      })
  void refusesDeletesThatContradictThemselves(String line) {
    assertThatThrownBy(() -> delete(line)).isInstanceOf(UsageError.class);
  }

  @Test
  void execTakesTheCommandAsItIs() {
    ExecOptions options =
        ExecCommand.options(parse(new ExecCommand(), "-it pod/web -c a -- sh -c -- x"));
    assertThat(options.pod()).isEqualTo("web");
    assertThat(options.container()).contains("a");
    assertThat(options.stdin()).isTrue();
    assertThat(options.tty()).isTrue();
    assertThat(options.command()).containsExactly("sh", "-c", "--", "x");
  }

  @Test
  void applyTakesAnyNumberOfFiles() {
    ApplyOptions options = ApplyCommand.options(parse(new ApplyCommand(), "-f a -f - -n prod"));
    assertThat(options.files()).containsExactly("a", "-");
    assertThat(options.namespace()).contains("prod");
  }
}
