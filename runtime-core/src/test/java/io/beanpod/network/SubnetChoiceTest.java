package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import io.beanpod.linux.netlink.Address;
import io.beanpod.linux.netlink.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubnetChoiceTest {
  private static Route route(String text) {
    Subnet subnet = Subnet.parse(text).orElseThrow();
    return new Route(subnet.network(), subnet.prefix(), Optional.empty(), 2, Optional.empty(), 254);
  }

  @Test
  void theFirstRangeIsTakenWhereTheHostHasNoneOfIt() {
    SubnetChoice choice =
        new SubnetChoice(List.of(route("0.0.0.0/0"), route("192.0.2.0/24")), List.of());
    assertThat(choice.v4()).map(Subnet::toString).contains("10.88.0.0/16");
  }

  @Test
  void aRangeThatTheHostHasARouteToIsLeftAlone() {
    SubnetChoice choice =
        new SubnetChoice(List.of(route("10.88.3.0/24"), route("10.89.0.0/16")), List.of());
    assertThat(choice.v4()).map(Subnet::toString).contains("10.90.0.0/16");
  }

  @Test
  void aRangeInWhichTheHostHasAnAddressIsLeftAlone() {
    Address address = new Address(3, IpAddress.parse("10.88.1.1").orElseThrow(), 32);
    SubnetChoice choice = new SubnetChoice(List.of(), List.of(address));
    assertThat(choice.v4()).map(Subnet::toString).contains("10.89.0.0/16");
    assertThat(choice.overlap(Subnet.parse("10.88.0.0/16").orElseThrow()))
        .map(Subnet::toString)
        .contains("10.88.1.1/32");
  }

  @Test
  void aHostThatRoutesAllOfThemHasNone() {
    assertThat(new SubnetChoice(List.of(route("10.0.0.0/8")), List.of()).v4()).isEmpty();
    List<Route> routes = new ArrayList<>();
    for (int i = 88; i < 127; i++) {
      routes.add(route("10." + i + ".0.0/16"));
    }
    assertThat(new SubnetChoice(routes, List.of()).v4())
        .map(Subnet::toString)
        .contains("10.127.0.0/16");
  }

  @Test
  void podsAndServicesHaveRangesOfTheirOwn() {
    List<Route> routes = new ArrayList<>();
    for (int i = 88; i < 96; i++) {
      routes.add(route("10." + i + ".0.0/16"));
    }
    SubnetChoice choice = new SubnetChoice(routes, List.of());
    assertThat(choice.v4()).map(Subnet::toString).contains("10.112.0.0/16");
    assertThat(choice.services()).map(Subnet::toString).contains("10.96.0.0/16");
  }

  @Test
  void theIpv6RangeSaysTheIpv4One() {
    assertThat(SubnetChoice.v6(Subnet.parse("10.90.0.0/16").orElseThrow()))
        .hasToString("fdbe:a400:a5a::/64");
  }
}
