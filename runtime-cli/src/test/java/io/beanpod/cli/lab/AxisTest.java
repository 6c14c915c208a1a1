package io.beanpod.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  @ParameterizedTest
  @CsvSource({
    "110, 5, '0 50 100'",
    "110, 8, '0 20 40 60 80 100'",
    "9.3, 10, '0 1 2 3 4 5 6 7 8 9'",
    "1, 6, '0.0 0.2 0.4 0.6 0.8 1.0'",
    "1, 1, '0 1'",
    "0.03, 4, '0.00 0.01 0.02 0.03'",
    "550000, 3, '0 200000 400000'",
    "0, 4, '0.0 0.5 1.0'",
  })
  void ticksAreMultiplesOfOneTwoOrFive(double max, int mostTicks, String labels) {
    Axis axis = Axis.upTo(max, mostTicks);
    assertThat(String.join(" ", axis.ticks().stream().map(axis::label).toList())).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2, 0.5", "4, 1", "5, 1", "-1, 0"})
  void valuesLieWithinTheAxis(double value, double place) {
    assertThat(Axis.upTo(4, 4).place(value)).isEqualTo(place);
  }
}
