package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.PodDnsConfig;
import io.beanpod.model.PodDnsConfig.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvConfTest {
  @TempDir Path dir;

  private static ResolvConf searches(List<String> searches) {
    return new ResolvConf(List.of(), searches, List.of());
  }

  @Test
  void readsWhatTheKubeletReads() {
    String text =
        """
        # nameserver 192.0.2.99
        ; by hand
        domain ignored.example
        nameserver 192.0.2.1
          nameserver\tfd00::53  # the second
        nameserver
        search old.example
        search a.example. . b.example
        options ndots:1 edns0
        options  ndots:3 rotate
        sortlist 192.0.2.0
        """;
    assertThat(ResolvConf.parse(text))
        .isEqualTo(
            new ResolvConf(
                List.of("192.0.2.1", "fd00::53"),
                List.of("a.example", "b.example"),
                List.of("ndots:3", "edns0", "rotate")));
    assertThat(ResolvConf.parse("")).isEqualTo(searches(List.of()));
    assertThat(ResolvConf.parse("search a\nsearch")).isEqualTo(searches(List.of()));
  }

  @Test
  void writesWhatContainerdWrites() {
    ResolvConf conf =
        new ResolvConf(
            List.of("192.0.2.1", "192.0.2.2"), List.of("a", "b"), List.of("ndots:3", "rotate"));
    assertThat(conf.text())
        .isEqualTo(
            "search a b\nnameserver 192.0.2.1\nnameserver 192.0.2.2\noptions ndots:3 rotate\n");
    assertThat(ResolvConf.parse(conf.text())).isEqualTo(conf);
    assertThat(searches(List.of()).text()).isEmpty();
  }

  @Test
  void aPodsAdditionsComeBehindAndOptionsOverride() {
    ResolvConf host =
        new ResolvConf(
            List.of("192.0.2.1"), List.of("a", "b"), List.of("ndots:1", "rotate", "timeout:3"));
    PodDnsConfig config =
        new PodDnsConfig(
            List.of("192.0.2.2", "192.0.2.1"),
            List.of("b", "c", "c"),
            List.of(
                new Option("ndots", Optional.of("5")),
                new Option("edns0", Optional.empty()),
                new Option("timeout", Optional.of(""))));
    assertThat(host.with(config))
        .isEqualTo(
            new ResolvConf(
                List.of("192.0.2.1", "192.0.2.2"),
                List.of("a", "b", "c"),
                List.of("ndots:5", "rotate", "timeout", "edns0")));
    assertThat(host.with(PodDnsConfig.NONE)).isEqualTo(host);
  }

  @Test
  void clusterFirstAsksTheNetworkFirstAndKeepsTheHostsDomains() {
    ResolvConf host =
        new ResolvConf(List.of("192.0.2.1"), List.of("example.com"), List.of("timeout:1"));
    ResolvConf conf = host.clusterFirst("shop", IpAddress.parse("10.88.0.1").orElseThrow());
    assertThat(conf.text())
        .isEqualTo(
            """
            search shop.svc.cluster.local svc.cluster.local cluster.local example.com
            nameserver 10.88.0.1
            options ndots:5
            """);
  }

  @Test
  void threeNameserversAreKept() {
    List<String> four = List.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4");
    ResolvConf.Formed formed = new ResolvConf(four, List.of(), List.of()).limited();
    assertThat(formed.conf().nameservers()).isEqualTo(four.subList(0, 3));
    assertThat(formed.omissions())
        .containsExactly(
            "Nameserver limits were exceeded, some nameservers have been omitted, the applied"
                + " nameserver line is: 192.0.2.1 192.0.2.2 192.0.2.3");
  }

  @Test
  void searchDomainsAreKeptWithinTheirLimits() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 33; i++) {
      many.add("d" + i);
    }
    ResolvConf within = searches(many.subList(0, 32));
    assertThat(within.limited()).isEqualTo(new ResolvConf.Formed(within, List.of()));
    ResolvConf.Formed formed = searches(many).limited();
    assertThat(formed.conf()).isEqualTo(within);
    assertThat(formed.omissions())
        .containsExactly(
            "Search Line limits were exceeded, some search paths have been omitted, the applied"
                + " search line is: "
                + String.join(" ", within.searches()));
  }

  @Test
  void aSearchDomainThatIsTooLongIsLeftOutAlone() {
    String longest = "x".repeat(253);
    ResolvConf conf = searches(List.of("a", longest + "x", longest, "b")).limited().conf();
    assertThat(conf.searches()).containsExactly("a", longest, "b");
  }

  @Test
  void theSearchListIsCutAtItsEnd() {
    List<String> eight = new ArrayList<>(Collections.nCopies(8, "x".repeat(253)));
    assertThat(String.join(" ", eight)).hasSize(2031);
    eight.add("y".repeat(16));
    assertThat(searches(eight).limited().omissions()).isEmpty();
    eight.set(8, "y".repeat(17));
    eight.add("z");
    ResolvConf.Formed formed = searches(eight).limited();
    assertThat(formed.conf().searches()).isEqualTo(eight.subList(0, 8));
    assertThat(formed.omissions()).hasSize(1);
  }

  @Test
  void behindSystemdResolvedAreItsServers() throws IOException {
    Path file = Files.writeString(dir.resolve("stub"), "nameserver 127.0.0.53\nsearch .\n");
    Path behind = dir.resolve("behind");
    assertThat(ResolvConf.ofHost(file, behind).nameservers()).containsExactly("127.0.0.53");
    Files.writeString(behind, "nameserver 192.0.2.1\n");
    assertThat(ResolvConf.ofHost(file, behind).nameservers()).containsExactly("192.0.2.1");
    Files.writeString(file, "nameserver 192.0.2.7\n");
    assertThat(ResolvConf.ofHost(file, behind).nameservers()).containsExactly("192.0.2.7");
  }

  @Test
  void aHostWithoutTheFileHasNoResolver() throws IOException {
    Path none = dir.resolve("none");
    assertThat(ResolvConf.ofHost(none, none)).isEqualTo(searches(List.of()));
    Path latin =
        Files.write(
            dir.resolve("latin"),
            "# größe\nnameserver ::1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(ResolvConf.ofHost(latin, none).nameservers()).containsExactly("::1");
  }
}
