package io.beanpod.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final IpAddress ONE = TestNames.ips("10.88.0.2").get(0);
  private static final IpAddress OTHER = TestNames.ips("10.88.0.3").get(0);

  @Test
  void nobodyTakesTheShareOfOthers() {
    Shares shares = new Shares(2);
    assertThat(shares.take(ONE)).isTrue();
    assertThat(shares.take(ONE)).isTrue();
    assertThat(shares.take(ONE)).isFalse();
    assertThat(shares.take(OTHER)).isTrue();
    shares.giveBack(ONE);
    assertThat(shares.take(ONE)).isTrue();
    assertThat(shares.take(ONE)).isFalse();
  }
}
