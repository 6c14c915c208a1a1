package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The host's rules, interfaces and sysctls before the first pod and after the last one. The host is
 * a network namespace of its own, in which nobody else changes anything meanwhile.
 */
class HostUntouchedTest extends PodTest {
  private static final String NFT = "/usr/sbin/nft";
  private static final String HOST =
      """
      set -e
      ip link set lo up
      ip link add eth0 type veth peer name wire
      ip link set wire up
      echo 0 >/proc/sys/net/ipv4/conf/eth0/forwarding
      for i in eth0 wire; do [ ! -e /proc/sys/net/ipv6 ] || echo 0 >/proc/sys/net/ipv6/conf/$i/accept_dad; done
      ip addr add 192.0.2.9/24 dev eth0
      ip link set eth0 up
      ip route add default via 192.0.2.1
      nft add table inet firewall
      nft add chain inet firewall in '{ type filter hook input priority 0; }'
      nft add rule inet firewall in tcp dport 23 drop
      nft add chain inet firewall out '{ type filter hook output priority 0; }'
      nft add rule inet firewall out ct state established accept
      bash -c 'echo warm >/dev/udp/127.0.0.1/9'
      nft list ruleset
      echo ready
      exec sleep 1000
      """;

  /** Counters of what happens anyway, and what can't be read. */
  private static final String SYSCTLS =
      "cd /proc/sys/net && grep -r '' . 2>/dev/null | grep -v -e conntrack_count -e '_flush:' | sort";

  private Process host;

  @BeforeAll
  void makeHost() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/ip")), "skipped: needs ip, of iproute2");
    assumeTrue(Files.isExecutable(Path.of(NFT)), "skipped: needs nft, of nftables");
    host = new ProcessBuilder("unshare", "--net", "sh", "-c", HOST).start();
    StringBuilder said = new StringBuilder();
    while (!said.toString().endsWith("ready\n")) {
      int c = host.getInputStream().read();
      assertThat(c).as(() -> said + new String(errors(), StandardCharsets.UTF_8)).isPositive();
      said.append((char) c);
    }
    assertThat(said).contains("tcp dport 23 drop");
  }

  private byte[] errors() {
    try {
      return host.getErrorStream().readAllBytes();
    } catch (IOException e) {
      return e.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  void end() throws InterruptedException {
    if (host != null) {
      host.destroyForcibly().waitFor();
    }
  }

  private String onHost(String... command) {
    List<String> words =
        new ArrayList<>(List.of("nsenter", "--net=/proc/" + host.pid() + "/ns/net"));
    words.addAll(List.of(command));
    return beanpod.other(words.toArray(new String[0])).ok();
  }

  private Map<String, String> dump() {
    return Map.of(
        "rules", onHost(NFT, "list", "ruleset"),
        "links", onHost("ip", "-d", "link"),
        "addresses", onHost("ip", "addr"),
        "routes", onHost("ip", "route", "show", "table", "all"),
        "IPv6 routes", onHost("ip", "-6", "route", "show", "table", "all"),
        "sysctls", onHost("sh", "-c", SYSCTLS));
  }

  @Test
  void isAsItWas() throws IOException {
    // Before any command of ours; what conntrack brings is there by the firewall's rule.
    Map<String, String> before = dump();
    assertThat(before.get("rules")).contains("firewall").doesNotContain("beanpod");
    assertThat(before.get("sysctls")).contains("./ipv4/conf/eth0/forwarding:0");
    round();
    assertThat(dump()).isEqualTo(before);
  }

  private void round() throws IOException {
    String launcher = Beanpod.launcher().toString();
    for (String name : List.of("one", "two")) {
      Manifest pod =
          Manifest.pod(name)
              .container("c", "sleep", "1000")
              .with(
                  "ports",
                  List.of(Map.of("containerPort", 80, "hostPort", name.equals("one") ? 80 : 81)));
      Path file = Files.writeString(root.resolve(name + ".json"), pod.json());
      onHost(launcher, "apply", "-f", file.toString());
    }
    assertThat(onHost(NFT, "list", "ruleset")).contains("beanpod-bean0", "firewall");
    assertThat(onHost("cat", "/proc/sys/net/ipv4/conf/eth0/forwarding")).isEqualTo("1\n");
    assertThat(onHost("ip", "-br", "link")).contains("bean0 ");
    onHost(launcher, "delete", "pod", "one", "--now");
    onHost(launcher, "delete", "pod", "two", "--now");
  }
}
