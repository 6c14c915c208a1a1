package io.beanpod.network.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import org.junit.jupiter.api.Test;

class UdpTargetsTest {
  private static final String TWO =
      """
        # udp default/dns:53 10.88.0.2
        # udp default/dns:53 10.88.0.3
        # udp default/log:514 10.88.0.2
        chain nothing {
        }
      """;

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @Test
  void aPodIsLostWhereItsLineIsGone() {
    assertThat(UdpTargets.lost(TWO, TWO)).isEmpty();
    assertThat(UdpTargets.lost("", TWO)).isEmpty();
    assertThat(UdpTargets.lost(TWO, TWO.replace("  # udp default/dns:53 10.88.0.3\n", "")))
        .containsExactly(ip("10.88.0.3"));
    assertThat(UdpTargets.lost(TWO, TWO.replace("  # udp default/log:514 10.88.0.2\n", "")))
        .as("another Service leads to it still")
        .containsExactly(ip("10.88.0.2"));
    assertThat(UdpTargets.lost(TWO, "")).containsExactly(ip("10.88.0.2"), ip("10.88.0.3"));
  }
}
