package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.88.0.2, 10.88.0.2",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:0:0:0:1:0:0:1, 2001::1:0:0:1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "fd00:0:0:1::2, fd00:0:0:1::2",
    "FD00::00A, fd00::a",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
    "1:0:0:4:0:0:0:8, 1:0:0:4::8",
    "::ffff:10.0.0.1, ::ffff:a00:1",
    "1:2:3:4:5:6:10.0.0.1, 1:2:3:4:5:6:a00:1",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0"
  })
  void aTextIsReadAndWritten(String text, String canonical) {
    assertThat(IpAddress.parse(text)).map(IpAddress::toString).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "10.0.0",
        "10.0.0.1.2",
        "10.0.0.256",
        "10.0.0.1000",
        "10.0.0.01",
        "10..0.1",
        " 10.0.0.1",
        "a.b.c.d",
        "localhost",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1::2::3",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "::g",
        "::12345",
        "fe80::1%eth0",
        "[::1]",
        "::10.0.0.1:1",
        "1:",
        "::1:",
        "10.0.0.1::"
      })
  void whatIsNoAddressIsNone(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void anyAddressIsReadAsItIsWritten() throws UnknownHostException {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = random.nextInt(3) > 0 ? 0 : bytes[j];
      }
      IpAddress address = IpAddress.of(bytes);
      assertThat(IpAddress.parse(address.toString())).contains(address);
      InetAddress java = InetAddress.getByName(address.toString());
      if (java.getAddress().length == bytes.length) { // ::ffff:0:0/96 is IPv4 to java.net
        assertThat(java.getAddress()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void addressesAreCountedOn() {
    IpAddress first = IpAddress.parse("10.88.255.254").orElseThrow();
    assertThat(first.plus(3)).hasToString("10.89.0.1");
    assertThat(IpAddress.parse("fd00::ffff").orElseThrow().plus(1)).hasToString("fd00::1:0");
  }

  @Test
  void aNetworkIsTheFirstBits() {
    IpAddress address = IpAddress.parse("10.88.255.254").orElseThrow();
    assertThat(address.network(16)).hasToString("10.88.0.0");
    assertThat(address.network(13)).hasToString("10.88.0.0");
    assertThat(address.network(20)).hasToString("10.88.240.0");
    assertThat(address.network(0)).hasToString("0.0.0.0");
    assertThat(address.network(32)).isEqualTo(address);
    assertThat(IpAddress.parse("fd12:3456::9").orElseThrow().network(20))
        .hasToString("fd12:3000::");
  }

  @Test
  void anAddressHasFourOrSixteenBytes() {
    assertThatThrownBy(() -> IpAddress.of(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 bytes");
  }
}
