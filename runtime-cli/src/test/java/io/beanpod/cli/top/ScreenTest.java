package io.beanpod.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Terminal;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final Terminal.Size SIZE = new Terminal.Size(24, 80);
  private final Screen screen = new Screen();

  @Test
  void eachTableIsDrawnOverTheOneBefore() {
    assertThat(screen.draw("one\ntwo\n", SIZE)).isEqualTo("one\033[K\ntwo\033[K\n\033[J");
    assertThat(screen.draw("1\n", SIZE)).isEqualTo("\033[2A1\033[K\n\033[J");
    assertThat(screen.draw("", SIZE)).isEqualTo("\033[1A\033[J");
    assertThat(screen.draw("1\n", SIZE)).isEqualTo("1\033[K\n\033[J");
  }

  @Test
  void linesNeitherWrapNorScroll() {
    assertThat(screen.draw("abcdef\nx\n3\n4\n", new Terminal.Size(4, 3)))
        .isEqualTo("abc\033[K\nx\033[K\n(2 more)\033[K\n\033[J");
    assertThat(screen.draw("y\n", SIZE)).startsWith("\033[3Ay");
  }

  @Test
  void aTerminalThatDoesNotTellItsSizeGetsAll() {
    assertThat(screen.draw("abcdef\nx\n", new Terminal.Size(0, 0)))
        .isEqualTo("abcdef\033[K\nx\033[K\n\033[J");
  }
}
