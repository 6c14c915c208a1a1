package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuSharesTest {

  /** The three points that define the curve, and values between them. */
  @ParameterizedTest
  @CsvSource({"2,1", "3,2", "100,17", "102,17", "512,59", "1024,100", "2048,174", "262144,10000"})
  void weightOfShares(long shares, long weight) {
    assertThat(CpuShares.weight(shares)).isEqualTo(weight);
  }

  @Test
  void weightNeverFallsAndStaysInTheKernelsRange() {
    long last = 1;
    for (long shares = 2; shares <= 262144; shares++) {
      long weight = CpuShares.weight(shares);
      assertThat(weight).isBetween(last, 10000L);
      last = weight;
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1000", "9,1000", "10,1000", "11,1100", "500,50000", "1000,100000", "2500,250000"})
  void quotaOfMilliCpu(long milli, long micros) {
    assertThat(CpuShares.quotaMicros(milli)).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({"1,2", "100,102", "250,256", "1000,1024", "999999999,262144"})
  void sharesOfRequest(long milli, long shares) {
    assertThat(CpuShares.shares(Limits.NONE.withCpuRequestMilli(milli))).isEqualTo(shares);
  }

  @Test
  void sharesWithoutRequestAreTheLimitsElseTheSmallest() {
    assertThat(CpuShares.shares(Limits.NONE.withCpuMilli(500))).isEqualTo(512);
    // The kubelet, too, takes the limit only where no request is written.
    assertThat(CpuShares.shares(Limits.NONE.withCpuMilli(500).withCpuRequestMilli(0))).isEqualTo(2);
    assertThat(CpuShares.shares(Limits.NONE.withCpuMilli(500).withCpuRequestMilli(100)))
        .isEqualTo(102);
    assertThat(CpuShares.shares(Limits.NONE)).isEqualTo(2);
  }
}
