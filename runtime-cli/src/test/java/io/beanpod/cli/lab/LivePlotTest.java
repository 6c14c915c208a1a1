package io.beanpod.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.Output;
import io.beanpod.cli.lab.Plot.Curve;
import io.beanpod.cli.lab.Plot.Point;
import io.beanpod.linux.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivePlotTest {
  private static final Plot PLOT =
      new Plot(
          "T",
          "seconds",
          "MiB",
          List.of(new Curve("", List.of(new Point(0, 0), new Point(1, 1)))),
          List.of(),
          List.of());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private LivePlot plot(Optional<Terminal.Size> terminal) {
    return new LivePlot(new Output(out), () -> terminal, false, false);
  }

  private String drawn() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  @Test
  void elsewhereThanInATerminalItIsDrawnOnceAtTheEnd() {
    LivePlot plot = plot(Optional.empty());
    plot.update(0, () -> PLOT);
    assertThat(drawn()).isEmpty();
    plot.finish(PLOT);
    assertThat(drawn()).startsWith("MiB   T\n").doesNotContain("\033");
  }

  @Test
  void inATerminalItStaysInItsPlace() {
    LivePlot plot = plot(Optional.of(new Terminal.Size(24, 60)));
    plot.update(0, () -> PLOT);
    assertThat(drawn()).startsWith("MiB   T\033[K\n");
    plot.update(0.05, () -> PLOT);
    assertThat(drawn()).as("too soon").isEmpty();
    plot.update(0.1, () -> PLOT);
    assertThat(drawn()).startsWith("\033[19AMiB   T\033[K\n");
    plot.finish(PLOT);
    assertThat(drawn()).startsWith("\033[19AMiB   T\033[K\n").endsWith("\033[J");
  }

  @Test
  void itFitsIntoASmallTerminal() {
    plot(Optional.of(new Terminal.Size(10, 40))).finish(PLOT);
    List<String> lines = drawn().replaceAll("\033\\[[0-9]*[A-Z]", "").lines().toList();
    assertThat(lines).hasSizeLessThan(10).allMatch(line -> line.length() < 40);
  }
}
