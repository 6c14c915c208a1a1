package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.RestartPolicy;
import io.beanpod.pod.PodPlan;
import io.beanpod.pod.TestPlans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlRequestTest {
  @Test
  void delete() throws IOException {
    assertThat(parse("delete 30\n")).isEqualTo(new ControlRequest.Delete(30));
    assertThat(parse("delete 0\n")).isEqualTo(new ControlRequest.Delete(0));
  }

  @Test
  void update() throws IOException {
    PodPlan plan = TestPlans.pod(RestartPolicy.Never, true, false, true, false);
    assertThat(ControlRequest.parse(TestPlans.request(plan)))
        .isEqualTo(new ControlRequest.Update(plan));
  }

  @Test
  void condition() throws IOException {
    assertThat(parse("condition 30\nexample.com/a\nTrue\nWhy\nall\nwell"))
        .isEqualTo(new ControlRequest.Condition("example.com/a", "True", "Why", "all\nwell"));
    assertThatThrownBy(() -> parse("condition 9\na\nyes\n\n"))
        .hasMessage("condition: its status is True, False or Unknown, not \"yes\"");
    assertThatThrownBy(() -> parse("condition 6\na\nTrue"))
        .hasMessage("condition: type, status, reason and message have to follow, a line each");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "deleted 3\n", "stop\n", "DELETE 3\n", "{\"a\":1}\n"})
  void anythingElseIsUnknown(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("unknown request: \"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete x",
        "delete ",
        "delete -1",
        "delete 99999999999",
        "delete 3 4",
        "delete  3"
      })
  void aGracePeriodIsANumberOfAtLeastZero(String line) {
    assertThatThrownBy(() -> parse(line + "\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("\"" + line + "\": a number of at least 0 belongs behind it");
  }

  @Test
  void anUpdateHasAWholePlan() {
    for (String text : new String[] {"update 0\n", "update 3\n{1}", "update 3"}) {
      assertThatThrownBy(() -> parse(text))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the plan is cut off after ");
    }
    assertThatThrownBy(() -> parse("update 5\n12345"))
        .isInstanceOf(IOException.class)
        .hasMessage("the plan comes from another version of Beanpod");
  }

  @ParameterizedTest
  @CsvSource({"'',-1", "delete,-1", "delete 3,-1", "'delete 3\n',9", "'update 7\n{',16", "'\n',1"})
  void theLengthIsKnownFromTheFirstLineOn(String start, int expected) throws IOException {
    assertThat(length(start)).isEqualTo(expected);
  }

  @Test
  void aFirstLineWithoutAnEndIsRefusedSoon() throws IOException {
    assertThat(length("x".repeat(ControlRequest.MAX_LINE - 1))).isEqualTo(-1);
    assertThatThrownBy(() -> length("x".repeat(ControlRequest.MAX_LINE)))
        .hasMessage("unknown request: its first line is too long");
  }

  @Test
  void anObjectThatIsTooLongIsRefusedBeforeItComes() throws IOException {
    int max = ControlRequest.MAX_LENGTH;
    assertThat(length("update " + max + "\n")).isEqualTo(max + 15);
    assertThatThrownBy(() -> length("update " + (max + 1) + "\n"))
        .hasMessage("the request has " + (max + 1) + " bytes, more than " + max);
    assertThatThrownBy(() -> length("update -7\n"))
        .hasMessage("\"update -7\": a number of at least 0 belongs behind it");
  }

  private static ControlRequest parse(String text) throws IOException {
    return ControlRequest.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int length(String start) throws IOException {
    byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
    return ControlRequest.length(bytes);
  }
}
