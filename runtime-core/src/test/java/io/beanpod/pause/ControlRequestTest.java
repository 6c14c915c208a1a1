package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlRequestTest {
  @Test
  void delete() throws IOException {
    assertThat(ControlRequest.parse("delete 30\n")).isEqualTo(new ControlRequest.Delete(30));
    assertThat(ControlRequest.parse("delete 0\n")).isEqualTo(new ControlRequest.Delete(0));
  }

  @Test
  void update() throws IOException {
    assertThat(ControlRequest.parse("update 7\n{1}\n{2}"))
        .isEqualTo(new ControlRequest.Update("{1}", "{2}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "deleted 3\n", "stop\n", "DELETE 3\n", "{\"a\":1}\n"})
  void anythingElseIsUnknown(String text) {
    assertThatThrownBy(() -> ControlRequest.parse(text))
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
    assertThatThrownBy(() -> ControlRequest.parse(line + "\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("\"" + line + "\": a number of at least 0 belongs behind it");
  }

  @Test
  void anUpdateHasTwoLinesMore() {
    for (String text : new String[] {"update 0\n", "update 3\n{1}", "update 3"}) {
      assertThatThrownBy(() -> ControlRequest.parse(text))
          .isInstanceOf(IOException.class)
          .hasMessage("update: two lines have to follow, of metadata and of the spec");
    }
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
        .hasMessage("the object has " + (max + 1) + " bytes, more than " + max);
    assertThatThrownBy(() -> length("update -7\n"))
        .hasMessage("\"update -7\": a number of at least 0 belongs behind it");
  }

  private static int length(String start) throws IOException {
    byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
    return ControlRequest.length(bytes, bytes.length);
  }
}
