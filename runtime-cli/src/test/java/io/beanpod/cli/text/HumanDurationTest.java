package io.beanpod.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDurationTest {
  /** From the table of k8s.io/apimachinery's TestHumanDuration. */
  @ParameterizedTest
  @CsvSource({
    "-2,<invalid>",
    "-1,0s",
    "0,0s",
    "1,1s",
    "70,70s",
    "119,119s",
    "120,2m",
    "190,3m10s",
    "599,9m59s",
    "600,10m",
    "4200,70m",
    "10799,179m",
    "10800,3h",
    "13260,3h41m",
    "28800,8h",
    "169200,47h",
    "172800,2d",
    "176400,2d1h",
    "187200,2d4h",
    "604800,7d",
    "691200,8d",
    "63071999,729d",
    "63072000,2y",
    "65000000,2y22d",
    "252288000,8y",
    "400000000,12y",
  })
  void printsAtMostTwoUnits(long seconds, String words) {
    assertThat(HumanDuration.of(seconds * 1000)).isEqualTo(words);
  }
}
