package io.beanpod.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.lab.Plot.Curve;
import io.beanpod.cli.lab.Plot.Level;
import io.beanpod.cli.lab.Plot.Mark;
import io.beanpod.cli.lab.Plot.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalPlotTest {
  private static final Plot CLIMB =
      new Plot(
          "Memory",
          "seconds",
          "MiB",
          List.of(
              new Curve(
                  "",
                  List.of(new Point(0, 0), new Point(3, 100), new Point(3, 0), new Point(4, 0)))),
          List.of(new Level(100, "limit")),
          List.of(new Mark(new Point(3, 100), "killed")));

  private static final Plot TWO =
      new Plot(
          "CPU time",
          "seconds",
          "ms",
          List.of(
              new Curve("free", List.of(new Point(0, 0), new Point(1, 1000))),
              new Curve("half", List.of(new Point(0, 0), new Point(1, 500)))),
          List.of(),
          List.of());

  @Test
  void aCurveALimitAndAMark() {
    assertThat(new TerminalPlot(46, 9, true, false).render(CLIMB))
        .isEqualTo(
            """
            MiB   Memory
                | limit                   killed
            100 +--------------------------⢀⡠⠔⠊X----------
                |                      ⢀⡠⠔⠊⠁   ⢸
                |                   ⣀⠔⠊⠁       ⢸
             50 +               ⣀⠤⠒⠉           ⢸
                |           ⣀⠤⠒⠉               ⢸
                |       ⢀⡠⠔⠊                   ⢸
                |   ⢀⡠⠔⠊⠁                      ⢸
              0 +⡠⠔⠊⠁                          ⢸⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
                ++-------------------+-------------------+
                 0                   2          seconds  4
            """);
  }

  @Test
  void theSameWithoutUnicode() {
    assertThat(new TerminalPlot(46, 9, false, false).render(CLIMB))
        .isEqualTo(
            """
            MiB   Memory
                | limit                   killed
            100 +--------------------------..:'X----------
                |                      ..:''   :
                |                   .:''       :
             50 +               ..''           :
                |           ..''               :
                |       ..:'                   :
                |   ..:''                      :
              0 +.:''                          :..........
                ++-------------------+-------------------+
                 0                   2          seconds  4
            """);
  }

  @Test
  void curvesAreNamedAtTheirEnds() {
    assertThat(new TerminalPlot(46, 9, true, false).render(TWO))
        .isEqualTo(
            """
            ms   CPU time
                 |                                  ⣀
            1000 +                              ⣀⠤⠒⠉  free
                 |                         ⢀⡠⠔⠒⠉
                 |                     ⢀⡠⠔⠊⠁
             500 +                 ⣀⠤⠒⠉⠁           ⢀⣀ half
                 |            ⢀⡠⠤⠒⠉        ⣀⣀⠤⠤⠔⠒⠊⠉⠁
                 |        ⢀⡠⠔⠊⠁   ⢀⣀⡠⠤⠔⠒⠒⠉⠉
                 |    ⣀⠤⠒⠊⣁⣀⠤⠤⠒⠒⠊⠉⠁
               0 +⣀⡤⠶⠝⠒⠊⠉⠉
                 ++----------------+----------------+
                  0.0              0.5   seconds  1.0
            """);
  }

  @Test
  void coloursAreSwitchedOffAtTheEndOfEachLine() {
    for (String line : new TerminalPlot(46, 9, true, true).render(TWO).split("\n")) {
      assertThat(line).doesNotContain("\033[0m\033[0m");
      assertThat(line.lastIndexOf("\033[0;")).isLessThanOrEqualTo(line.lastIndexOf("\033[0m"));
    }
    assertThat(new TerminalPlot(46, 9, true, true).render(CLIMB))
        .contains("\033[0;1;31mX")
        .contains("\033[0;36m");
  }

  @Test
  void nothingYet() {
    Plot empty = new Plot("T", "s", "u", List.of(new Curve("", List.of())), List.of(), List.of());
    assertThat(new TerminalPlot(20, 4, false, false).render(empty))
        .isEqualTo(
            """
            u   T
            1 +
              |
              |
            0 +
              ++---------------+
               0            s  1
            """);
  }
}
