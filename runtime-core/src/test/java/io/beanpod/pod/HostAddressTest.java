package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostAddressTest {
  private static final String LOOPBACK =
      """
      Main:
        +-- 0.0.0.0/0 3 0 5
           |-- 0.0.0.0
              /0 universe UNICAST
           +-- 127.0.0.0/8 2 0 2
              +-- 127.0.0.0/31 1 0 0
                 |-- 127.0.0.0
                    /8 host LOCAL
                 |-- 127.0.0.1
                    /32 host LOCAL
              |-- 127.255.255.255
                 /32 link BROADCAST
      """;

  private static final String ETHERNET =
      """
           +-- 192.168.1.0/24 2 0 2
              +-- 192.168.1.0/28 2 0 2
                 |-- 192.168.1.0
                    /24 link UNICAST
                 |-- 192.168.1.9
                    /32 host LOCAL
              |-- 192.168.1.255
                 /32 link BROADCAST
      """;

  @Test
  void isTheFirstLocalAddressThatIsNotALoopbacks() {
    assertThat(HostAddress.parse(LOOPBACK + ETHERNET)).isEqualTo("192.168.1.9");
    assertThat(HostAddress.parse(ETHERNET + LOOPBACK)).isEqualTo("192.168.1.9");
  }

  @Test
  void isEmptyWhereThereIsNone() {
    assertThat(HostAddress.parse(LOOPBACK)).isEmpty();
    assertThat(HostAddress.parse("")).isEmpty();
  }
}
