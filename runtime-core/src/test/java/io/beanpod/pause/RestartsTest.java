package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartsTest {
  @ParameterizedTest
  @CsvSource({
    "Always,0,true",
    "Always,1,true",
    "Always,137,true",
    "OnFailure,0,false",
    "OnFailure,1,true",
    "OnFailure,143,true",
    "Never,0,false",
    "Never,1,false",
  })
  void followThePolicy(RestartPolicy policy, int exitCode, boolean again) {
    assertThat(Restarts.wanted(policy, exitCode)).isEqualTo(again);
  }
}
