package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
  private static Subnet subnet(String text) {
    return Subnet.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.88.0.0/16", "0.0.0.0/0", "10.0.0.1/32", "fd00::/8", "::/0"})
  void aRangeIsReadAndWritten(String text) {
    assertThat(subnet(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.88.0.0",
        "10.88.0.0/",
        "10.88.0.0/33",
        "10.88.0.0/-1",
        "10.88.0.0/+8",
        "10.88.0.0/08",
        "10.88.0.0/a",
        "10.88.0.1/16",
        "fd00::1/64",
        "fd00::/129",
        "x/8",
        "10.0.0.0/8/8"
      })
  void whatIsNoRangeIsNone(String text) {
    assertThat(Subnet.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.88.0.0/16,10.88.7.0/24,true",
    "10.88.7.0/24,10.88.0.0/16,true",
    "10.88.0.0/16,10.89.0.0/16,false",
    "10.88.0.0/13,10.92.0.0/16,true",
    "0.0.0.0/0,10.88.0.0/16,true",
    "0.0.0.0/0,fd00::/8,false",
    "fd00::/64,fd00::/96,true",
  })
  void overlapsAreFoundEitherWay(String one, String other, boolean overlap) {
    assertThat(subnet(one).overlaps(subnet(other))).isEqualTo(overlap);
  }

  @Test
  void theBridgeHasTheFirstAddressAndPodsTheOthers() {
    Subnet small = subnet("10.1.0.0/29");
    assertThat(small.gateway()).hasToString("10.1.0.1");
    assertThat(small.size()).isEqualTo(5);
    assertThat(small.address(0)).hasToString("10.1.0.2");
    assertThat(small.address(4)).hasToString("10.1.0.6"); // .7 is the broadcast address
    assertThat(subnet("10.88.0.0/16").size()).isEqualTo(65533);
    assertThat(subnet("10.88.0.0/16").address(300)).hasToString("10.88.1.46");
    assertThat(subnet("10.1.0.0/31").size()).isZero();
    assertThat(subnet("fd00::/64").size()).isPositive();
  }

  @Test
  void anAddressLiesInItOrNot() {
    assertThat(subnet("10.88.0.0/16").contains(IpAddress.parse("10.88.255.1").get())).isTrue();
    assertThat(subnet("10.88.0.0/16").contains(IpAddress.parse("10.87.255.1").get())).isFalse();
    assertThat(subnet("10.88.0.0/16").contains(IpAddress.parse("fd00::1").get())).isFalse();
  }
}
