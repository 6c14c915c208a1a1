package io.beanpod.network;

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
    assertThat(HostAddress.parse(LOOPBACK + ETHERNET, "")).isEqualTo("192.168.1.9");
    assertThat(HostAddress.parse(ETHERNET + LOOPBACK, "")).isEqualTo("192.168.1.9");
  }

  @Test
  void isEmptyWhereThereIsNone() {
    assertThat(HostAddress.parse(LOOPBACK, "")).isEmpty();
    assertThat(HostAddress.parse("", "")).isEmpty();
  }

  @Test
  void isThatOfTheDefaultRoutesNetworkAndNotOfABridge() {
    String bridge =
        """
                 |-- 172.17.0.1
                    /32 host LOCAL
        """;
    String routes =
        """
        Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
        eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
        docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
        eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
        """;
    assertThat(HostAddress.parse(bridge + LOOPBACK + ETHERNET, routes)).isEqualTo("192.168.1.9");
    assertThat(HostAddress.parse(bridge + LOOPBACK, routes)).isEqualTo("172.17.0.1");
  }
}
