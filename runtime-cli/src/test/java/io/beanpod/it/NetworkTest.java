package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pods' network: addresses, who reaches whom, and that nothing is left of it. */
class NetworkTest extends PodTest {
  private static Manifest server(String name) {
    return Manifest.pod(name)
        .container("web", "httpd", "-f", "-p", "80", "-h", "/etc")
        .container("side", "sleep", "1000");
  }

  private String ip(String pod) {
    return beanpod.run("get", "pod", pod, "-o", "jsonpath={.status.podIP}").ok();
  }

  private static String fetch(String ip, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://" + ip + path).toURL().openConnection();
    connection.setConnectTimeout(5000);
    connection.setReadTimeout(5000);
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private void awaitServer(String pod) {
    Await.until(
        "the server of " + pod + " listens",
        () ->
            beanpod
                    .run(
                        "exec",
                        pod,
                        "-c",
                        "side",
                        "--",
                        "wget",
                        "-qO-",
                        "http://" + ip(pod) + "/hostname")
                    .status()
                == 0,
        () -> beanpod.run("logs", pod, "-c", "web").out());
  }

  @Test
  void podsReachEachOtherAndTheHostReachesThem() throws IOException {
    apply(server("one"));
    apply(server("two"));
    awaitServer("one");
    assertThat(ip("one")).isNotEqualTo(ip("two"));
    assertThat(fetch(ip("one"), "/hostname")).isEqualTo("one");
    assertThat(
            beanpod
                .run(
                    "exec",
                    "two",
                    "-c",
                    "side",
                    "--",
                    "wget",
                    "-qO-",
                    "http://" + ip("one") + "/hostname")
                .ok())
        .isEqualTo("one\n");
    String v6 = beanpod.run("get", "pod", "one", "-o", "jsonpath={.status.podIPs[1].ip}").ok();
    if (!v6.isEmpty()) { // a host may have no IPv6
      assertThat(fetch("[" + v6 + "]", "/hostname")).isEqualTo("one");
    }
    assertThat(sh("two", "ip -o addr show eth0")).contains(ip("two") + "/");
    assertThat(sh("two", "ip route")).contains("default via ");
    assertThat(sh("two", "cat /etc/hosts")).contains(ip("two") + "\ttwo\n");
  }

  @Test
  void theAddressOutlivesTheContainer() throws IOException {
    apply(server("one").backOff("0", "0"));
    awaitServer("one");
    String before = ip("one");
    long killed = pid("one", "web");
    beanpod.other("kill", "-KILL", Long.toString(killed)).ok();
    assertThat(nextPid("one", "web", killed)).isPositive();
    awaitServer("one");
    assertThat(ip("one")).isEqualTo(before);
    assertThat(fetch(before, "/hostname")).isEqualTo("one");
  }

  @Test
  void nothingIsLeftOfItWithTheLastPod() throws IOException {
    apply(server("one"));
    apply(server("two"));
    assertThat(leaks.found()).anySatisfy(line -> assertThat(line).startsWith("interface bean"));
    beanpod.run("delete", "pod", "one", "--now").ok();
    assertThat(leaks.found()).anySatisfy(line -> assertThat(line).startsWith("interface bean"));
    beanpod.run("delete", "pod", "two", "--now").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void whatAKilledPauseLeavesGoesWithTheNextApply() throws IOException {
    apply(server("one"));
    String before = ip("one");
    beanpod.other("kill", "-KILL", Long.toString(pause("one"))).ok();
    Await.until(
        "no process of the pod is left",
        () -> leaks.processes().isEmpty(),
        () -> leaks.found().toString());
    apply(server("two"));
    try (var leases = Files.list(root.resolve("run/beanpod/network/leases"))) {
      assertThat(leases).hasSize(1);
    }
    assertThat(ip("two")).as("an address is used again as late as can be").isNotEqualTo(before);
  }

  @Test
  void aPodCannotUseAnothersAddress() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/ip")) || Files.isExecutable(Path.of("/sbin/ip")),
        "skipped: needs ip, of the package iproute2");
    apply(server("one"));
    // With no capability to change its own address, it would have to write packets itself: so the
    // thief's interface is changed from outside.
    apply(server("thief"));
    awaitServer("one");
    String stolen = ip("one");
    String netns = root.resolve("run/netns/thief").toString();
    assertThat(sh("thief", "wget -qO- http://" + stolen + "/hostname")).isEqualTo("one\n");
    beanpod.other("nsenter", "--net=" + netns, "ip", "addr", "flush", "dev", "eth0").ok();
    beanpod
        .other("nsenter", "--net=" + netns, "ip", "addr", "add", stolen + "/16", "dev", "eth0")
        .ok();
    for (int i = 0; i < 3; i++) {
      assertThat(fetch(stolen, "/hostname")).isEqualTo("one");
    }
    apply(server("third"));
    assertThat(
            beanpod
                .run(
                    "exec",
                    "third",
                    "-c",
                    "side",
                    "--",
                    "wget",
                    "-qO-",
                    "http://" + stolen + "/hostname")
                .ok())
        .isEqualTo("one\n");
  }

  @Test
  void aHostPortLeadsToThePodFromEverywhere() throws IOException {
    int port = freePort();
    apply(withHostPort("one", port));
    apply(server("two"));
    awaitServer("one");
    assertThat(fetch("127.0.0.1:" + port, "/hostname")).isEqualTo("one");
    String gateway = sh("two", "ip route show default").split(" ")[2];
    assertThat(fetch(gateway + ":" + port, "/hostname")).isEqualTo("one");
    for (String pod : List.of("two", "one")) {
      assertThat(sh(pod, "wget -qO- http://" + gateway + ":" + port + "/hostname"))
          .as("from pod " + pod)
          .isEqualTo("one\n");
    }
    Ran taken = tryApply(withHostPort("three", port).json());
    assertThat(taken.err())
        .contains("didn't have free ports for the requested pod ports")
        .contains("hostPort " + port + "/TCP is taken by pod default/one");
    assertThat(root.resolve("run/beanpod/names/default/three")).doesNotExist();
    beanpod.run("delete", "pod", "one", "--now").ok();
    assertThatThrownBy(() -> fetch("127.0.0.1:" + port, "/hostname"))
        .isInstanceOf(ConnectException.class);
    apply(withHostPort("three", port));
    awaitServer("three");
    assertThat(fetch("127.0.0.1:" + port, "/hostname")).isEqualTo("three");
  }

  private static String together(Manifest one, Manifest two) {
    return "---\n" + one.json() + "\n---\n" + two.json() + "\n";
  }

  @Test
  void ofTwoPodsOfOneApplyTheFirstHasThePort() throws IOException {
    int port = freePort();
    String both = together(withHostPort("one", port), withHostPort("two", port));
    Ran ran = tryApply(both);
    assertThat(ran.out()).isEqualTo("pod/one created\n");
    assertThat(ran.oneLine())
        .contains("pod/two: 0/1 nodes", port + "/TCP is taken by pod default/one");
  }

  @Test
  void podsThatAreReplacedLeaveNoAddress() throws IOException {
    String both = together(server("one"), server("two"));
    Path file = Files.writeString(root.resolve("both.yaml"), both);
    beanpod.run("apply", "-f", file.toString()).ok();
    beanpod.run("replace", "--force", "--grace-period=0", "-f", file.toString()).ok();
    try (Stream<Path> leases = Files.list(root.resolve("run/beanpod/network/leases"))) {
      assertThat(leases).hasSize(2);
    }
    assertThat(beanpod.run("gc").ok()).isEqualTo("nothing to remove\n");
  }

  private static Manifest withHostPort(String name, int port) {
    return Manifest.pod(name)
        .container("web", "httpd", "-f", "-p", "80", "-h", "/etc")
        .with("ports", List.of(Map.of("containerPort", 80L, "hostPort", (long) port)))
        .container("side", "sleep", "1000");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void forwardedPortsReachAServerThatListensOnLoopbackOnly() throws Exception {
    apply(
        Manifest.pod("one")
            .container("web", "httpd", "-f", "-p", "127.0.0.1:80", "-h", "/etc")
            .with("ports", List.of(Map.of("containerPort", 80L, "name", "http")))
            .container("side", "sleep", "1000"));
    Path out = root.resolve("forward");
    Process forwarding = background(out, "port-forward", "pod/one", ":http", ":81");
    awaitText(out, " -> 81");
    String port = text(out).lines().findFirst().orElseThrow().split("[: ]")[3];
    assertThat(text(out)).startsWith("Forwarding from 127.0.0.1:" + port + " -> 80\n");
    Await.until(
        "the server answers",
        () -> {
          try {
            return fetch("127.0.0.1:" + port, "/hostname").equals("one");
          } catch (IOException notYet) {
            return false;
          }
        },
        () -> text(out));
    String other =
        text(out)
            .lines()
            .filter(l -> l.endsWith(" -> 81"))
            .findFirst()
            .orElseThrow()
            .split("[: ]")[3];
    assertThatThrownBy(() -> fetch("127.0.0.1:" + other, "/")).isInstanceOf(IOException.class);
    awaitText(out, "an error occurred forwarding " + other + " -> 81: nothing listens on port 81");
    beanpod.run("delete", "pod", "one", "--now").ok();
    assertThat(forwarding.waitFor()).isNotZero();
    assertThat(text(out)).endsWith("error: lost connection to pod\n");
  }

  @Test
  void aPodMayHaveALoopbackOnly() {
    apply(
        Manifest.pod("alone")
            .annotation("beanpod.io/network", "none")
            .container("c", "sleep", "99"));
    assertThat(sh("alone", "ls /sys/class/net").split("\\s+")).doesNotContain("eth0");
    assertThat(get("alone").field("podIP")).isEmpty();
    Ran wrong =
        tryApply(
            Manifest.pod("odd")
                .annotation("beanpod.io/network", "wifi")
                .container("c", "a")
                .json());
    assertThat(wrong.status()).isNotZero();
    assertThat(wrong.err()).contains("metadata.annotations[beanpod.io/network]", "wifi", "bridge");
    Ran nowhere =
        tryApply(withHostPort("odd", 8080).annotation("beanpod.io/network", "none").json());
    assertThat(nowhere.err()).contains("hostPort 8080 leads nowhere");
  }

  @Test
  void theRangeOfAddressesCanBeChosen() throws IOException {
    Path manifest = Files.writeString(root.resolve("one.json"), server("one").json());
    Ran wrong = applyWithin("127.0.0.0/8", manifest);
    assertThat(wrong.status()).isNotZero();
    assertThat(wrong.err()).contains("127.0.0.0/8 overlaps", "BEANPOD_POD_CIDR");
    assertThat(leaks.found()).isEmpty();
    applyWithin("10.126.7.0/28", manifest).ok();
    assertThat(ip("one")).matches("10[.]126[.]7[.]([2-9]|1[0-4])");
    Ran another = applyWithin("10.126.8.0/28", Files.writeString(manifest, server("two").json()));
    assertThat(another.err()).contains("has pods in 10.126.7.0/28 already");
    assertThat(applyWithin("10.1.0.0", manifest).err()).contains("must be an IPv4 network such as");
  }

  private Ran applyWithin(String cidr, Path manifest) {
    return beanpod.other(
        "env",
        "BEANPOD_POD_CIDR=" + cidr,
        Beanpod.launcher().toString(),
        "apply",
        "-f",
        manifest.toString());
  }
}
