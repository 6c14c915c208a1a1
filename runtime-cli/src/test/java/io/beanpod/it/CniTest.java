package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pods on networks of CNI plugins: Debian's standard ones, and one of the test's own. */
class CniTest extends PodTest {
  private CniHost host;

  @BeforeAll
  void makeHost() throws IOException {
    host = CniHost.make(root);
    beanpod = host.beanpod(root);
    host.plugin("fake");
  }

  @AfterAll
  void closeHost() {
    if (host != null) {
      host.close();
    }
  }

  private static Manifest server(String name, String network) {
    return Manifest.pod(name)
        .annotation("beanpod.io/network", "cni:" + network)
        .container("web", "httpd", "-f", "-p", "80", "-h", "/etc")
        .container("side", "sleep", "1000");
  }

  /** Addresses of 10.213.7.0/24, of which the plugin keeps account below the test's root. */
  private String hostLocal() {
    return "'ipam': {'type': 'host-local', 'dataDir': '"
        + root.resolve("ipam")
        + "', 'ranges': [[{'subnet': '10.213.7.0/24'}]], 'routes': [{'dst': '0.0.0.0/0'}]}";
  }

  private String bridge() {
    return "{'type': 'bridge', 'bridge': 'br0', 'isGateway': true, 'ipMasq': true, "
        + "'hairpinMode': true, "
        + hostLocal()
        + "}";
  }

  private List<String> addressesGiven(String network) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("ipam").resolve(network))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("10."))
          .toList();
    }
  }

  private String ip(String pod) {
    return beanpod.run("get", "pod", pod, "-o", "jsonpath={.status.podIP}").ok();
  }

  private void awaitServer(String from, String pod) {
    Await.until(
        pod + " answers " + from,
        () -> sh(from, "wget -qO- http://" + ip(pod) + "/hostname; true").equals(pod + "\n"),
        () -> beanpod.run("inspect", pod).out());
  }

  private String interfaces() {
    return beanpod.other("ip", "-o", "link").ok();
  }

  @Test
  void bridgePortmapBandwidthAndFirewallTogether() throws IOException {
    host.list(
        "full",
        bridge()
            + ", {'type': 'portmap', 'capabilities': {'portMappings': true}}"
            + ", {'type': 'bandwidth', 'capabilities': {'bandwidth': true}}"
            + ", {'type': 'firewall'}, {'type': 'loopback'}");
    apply(
        server("one", "full")
            .with("ports", List.of())
            .annotation("kubernetes.io/ingress-bandwidth", "8M"));
    apply(
        Manifest.pod("two")
            .annotation("beanpod.io/network", "cni:full")
            .container("web", "httpd", "-f", "-p", "80", "-h", "/etc")
            .with("ports", List.of(Map.of("containerPort", 80L, "hostPort", 18080L)))
            .container("side", "sleep", "1000"));
    awaitServer("one", "two");
    awaitServer("two", "one");
    assertThat(ip("one")).startsWith("10.213.7.").isNotEqualTo(ip("two"));
    assertThat(sh("one", "ip -o addr show eth0")).contains(ip("one") + "/24");
    assertThat(sh("one", "cat /etc/hosts")).contains(ip("one") + "\tone\n");
    assertThat(beanpod.other("curl", "-s", "http://" + ip("two") + "/hostname").ok())
        .isEqualTo("two\n");
    assertThat(beanpod.other("curl", "-s", "http://127.0.0.1:18080/hostname").ok())
        .isEqualTo("two\n");
    assertThat(beanpod.other("tc", "qdisc").ok()).contains("tbf 1: dev veth", "rate 8Mbit");
    assertThat(addressesGiven("full")).containsExactlyInAnyOrder(ip("one"), ip("two"));
    Ran taken =
        tryApply(
            server("three", "full")
                .with("ports", List.of(Map.of("containerPort", 81L, "hostPort", 18080L)))
                .json());
    assertThat(taken.err()).contains("hostPort 18080/TCP is taken by pod default/two");
    deleteAll();
    assertThat(addressesGiven("full")).isEmpty();
    assertThat(interfaces()).contains("br0").doesNotContain("veth");
    assertThat(beanpod.other("iptables-save").ok()).doesNotContain("CNI-DN-", "10.213.7.");
  }

  @Test
  void anAddressAndItsRulesGoAfterThePauseWasKilled() throws IOException {
    host.list("masked", bridge());
    apply(server("one", "masked"));
    assertThat(beanpod.other("iptables-save").ok()).contains("10.213.7.");
    beanpod.other("kill", "-KILL", Long.toString(pause("one"))).ok();
    Await.until("no process of the pod is left", () -> leaks.processes().isEmpty(), leaks::found);
    assertThat(interfaces()).as("kept for the plugins to find").contains("veth");
    apply(server("two", "masked"));
    assertThat(addressesGiven("masked")).containsExactly(ip("two"));
    beanpod.run("delete", "pods", "--all", "--now").ok();
    assertThat(interfaces()).doesNotContain("veth");
    assertThat(beanpod.other("iptables-save").ok()).doesNotContain("10.213.7.");
  }

  @Test
  void aPointToPointNetworkByTheOption() throws IOException {
    host.list("pointed", "{'type': 'ptp', 'ipMasq': true, " + hostLocal() + "}");
    Manifest plain =
        Manifest.pod("one")
            .container("web", "httpd", "-f", "-p", "80", "-h", "/etc")
            .container("side", "sleep", "1000");
    Path file = Files.writeString(root.resolve("one.json"), plain.json());
    beanpod.run("apply", "-f", file.toString(), "--network", "cni:pointed").ok();
    awaitServer("one", "one");
    assertThat(sh("one", "ip route")).contains("default via 10.213.7.1");
    assertThat(get("one").pod().toString()).contains("beanpod.io/network=cni:pointed");
    assertThat(beanpod.run("inspect", "one").ok())
        .contains("CNI network pointed", "plugins  ptp", ip("one"), "as the plugins made it");
    beanpod
        .other("nsenter", "--net=" + root.resolve("run/netns/one"), "ip", "route", "del", "default")
        .ok();
    assertThat(beanpod.run("inspect", "one").ok())
        .contains("CHECK    failed: cni network pointed: cni plugin ptp: CHECK: ");
    assertThat(Json.at(parse(beanpod.run("inspect", "one", "-o", "json").ok()).pod(), "cni"))
        .isNotNull();
    Ran again = beanpod.run("apply", "-f", file.toString());
    assertThat(again.err())
        .contains("is read when the pod is made; apply with --network cni:pointed, or delete");
    assertThat(beanpod.run("apply", "-f", file.toString(), "--network", "cni:pointed").ok())
        .isEqualTo("pod/one unchanged\n");
  }

  @Test
  void anErrorOfAPluginLeavesNothing() throws IOException {
    host.list("broken", bridge() + ", {'type': 'fake'}");
    host.plugin("fake", ".ADD.fails", "");
    host.plugin("fake", ".ADD.out", "{'code': 11, 'msg': 'try later', 'details': 'no luck'}");
    Ran ran = tryApply(server("one", "broken").json());
    assertThat(ran.oneLine())
        .endsWith(
            "pod/one: cni network broken: cni plugin fake: ADD: try later (code 11): no luck");
    assertThat(leaks.found()).isEmpty();
    assertThat(addressesGiven("broken")).isEmpty();
    assertThat(interfaces()).doesNotContain("veth");
    host.remove("fake.ADD.fails");
    host.plugin("fake", ".ADD.out", "{'ips': []}");
    assertThat(tryApply(server("one", "broken").json()).oneLine())
        .contains("cni network broken: its plugins gave eth0 no address");
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void aDisconnectionThatFailsIsToldAndTriedAgain() throws IOException {
    host.list("stubborn", "{'type': 'fake', 'capabilities': {'bandwidth': true}}");
    host.plugin(
        "fake",
        ".ADD.out",
        "{'ips': [{'address': '192.0.2.7/24'}, {'address': '2001:db8::7/64'}]}");
    host.plugin("fake", ".DEL.fails", "");
    host.plugin("fake", ".DEL.out", "{'code': 5, 'msg': 'not now'}");
    apply(server("one", "stubborn").annotation("kubernetes.io/egress-bandwidth", "1M"));
    String uid = Json.string(Json.at(get("one").pod(), "metadata", "uid"));
    assertThat(Json.at(get("one").pod(), "status", "podIPs").toString())
        .isEqualTo("[{ip=192.0.2.7}, {ip=2001:db8::7}]");
    assertThat(host.of("fake.ADD.in"))
        .contains(
            "\"runtimeConfig\":{\"bandwidth\":{\"egressRate\":1000000,\"egressBurst\":4294967295}}");
    assertThat(host.of("fake.ADD.env"))
        .contains("CNI_CONTAINERID=" + uid + "\n")
        .contains("CNI_NETNS=" + root.resolve("run/netns/cni-" + uid) + "\n")
        .contains("K8S_POD_NAMESPACE=default;K8S_POD_NAME=one;K8S_POD_INFRA_CONTAINER_ID=" + uid)
        .contains(";K8S_POD_UID=" + uid + "\n");
    Ran deleted = beanpod.run("delete", "pod", "one", "--now");
    assertThat(deleted.out()).isEqualTo("pod \"one\" deleted\n");
    assertThat(deleted.err())
        .contains("cni network stubborn: cni plugin fake: DEL: not now (code 5)")
        .contains("every apply and delete tries again", uid);
    assertThat(leaks.found()).anyMatch(line -> line.endsWith("/attachment.json"));
    apply(
        Manifest.pod("other")
            .annotation("beanpod.io/network", "none")
            .container("c", "sleep", "9"));
    host.remove("fake.DEL.fails");
    host.remove("fake.DEL.out");
    beanpod.run("delete", "pod", "other", "--now").ok();
    assertThat(leaks.found()).isEmpty();
    assertThat(host.of("fake.DEL.in"))
        .contains("\"prevResult\":{\"ips\":[{\"address\":\"192.0.2.7/24\"}");
  }

  /** A network, and a plugin of the same name that gives one address. */
  private void oneAddress(String type, String address) throws IOException {
    host.plugin(type);
    host.plugin(type, ".ADD.out", "{'ips': [{'address': '" + address + "/24'}]}");
    host.list(type, "{'type': '" + type + "', 'capabilities': {'portMappings': true}}");
  }

  @Test
  void aPluginOfAKilledCommandIsWaitedForBeforeItsWorkIsUndone() throws Exception {
    oneAddress("slow", "192.0.2.8");
    host.plugin("slow", ".ADD.waits", "");
    Process apply = beanpod.start("apply", "-f", "-");
    try (OutputStream stdin = apply.getOutputStream()) {
      stdin.write(server("one", "slow").json().getBytes(StandardCharsets.UTF_8));
    }
    Await.until(
        "the plugin is at work", () -> called("slow", "slow.ADD"), () -> leaks.found().toString());
    apply.destroyForcibly().waitFor();
    Await.until("the pause ends too", () -> leaks.processes().isEmpty(), leaks::found);
    assertThat(beanpod.run("gc").oneLine())
        .contains("a plugin that a killed one has left, still works on ", "fuser -v ");
    assertThat(host.calls("slow")).containsExactly("slow.ADD");
    host.remove("slow.ADD.waits");
    Await.until("it ends", () -> called("slow", "slow.ADD ended"), () -> "");
    assertThat(beanpod.run("gc").ok()).contains("cni \"");
    assertThat(host.calls("slow")).endsWith("slow.DEL", "slow.DEL ended");
    assertThat(leaks.found()).isEmpty();
  }

  private boolean called(String type, String call) {
    try {
      return host.calls(type).contains(call);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRebootLeavesNoNamespaceAndPerhapsHalfAFile() throws IOException {
    oneAddress("booted", "192.0.2.9");
    apply(server("one", "booted"));
    String uid = Json.string(Json.at(get("one").pod(), "metadata", "uid"));
    beanpod.other("kill", "-KILL", Long.toString(pause("one"))).ok();
    Await.until("no process of the pod is left", () -> leaks.processes().isEmpty(), leaks::found);
    beanpod.other("umount", "-l", root.resolve("run/netns/cni-" + uid).toString()).ok();
    Files.createFile(root.resolve("var/lib/beanpod/cni/" + uid + "/.attachment.json.1f"));
    assertThat(beanpod.run("gc").ok()).contains("cni \"" + uid + "\" removed");
    assertThat(host.of("booted.DEL.env")).contains("CNI_NETNS=\n");
    beanpod.run("delete", "pod", "one").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void aHostPortIsAnothersOnlyWhenItsRulesAreGone() throws IOException {
    oneAddress("ported", "192.0.2.10");
    host.plugin("ported", ".DEL.fails", "");
    List<Object> ports = List.of(Map.of("containerPort", 80L, "hostPort", 18082L));
    apply(server("one", "ported").with("ports", ports));
    Ran deleted = beanpod.run("delete", "pod", "one", "--now");
    assertThat(deleted.ok()).isEqualTo("pod \"one\" deleted\n");
    assertThat(deleted.err())
        .contains("not all removed: cni network ported: cni plugin ported: DEL: exit status 1");
    Ran taken = tryApply(server("two", "ported").with("ports", ports).json());
    assertThat(taken.status()).isEqualTo(1);
    assertThat(taken.err().lines())
        .as("the reason, and beside it what keeps the port")
        .anyMatch(l -> l.startsWith("error: ") && l.contains("hostPort 18082/TCP is taken by"))
        .anyMatch(l -> l.startsWith("beanpod: ") && l.contains("DEL: exit status 1"));
    host.remove("ported.DEL.fails");
    apply(server("two", "ported").with("ports", ports));
  }

  @Test
  void theAddressOfAPodThatWasKilledMakesRoomForTheNext() throws IOException {
    host.list(
        "narrow", // the bridge has the other address
        "{'type': 'bridge', 'bridge': 'br1', 'isGateway': true, 'ipam': {'type': 'host-local', "
            + "'dataDir': '"
            + root.resolve("ipam")
            + "', 'ranges': [[{'subnet': '10.213.8.0/30'}]]}}");
    apply(server("one", "narrow"));
    assertThat(tryApply(server("two", "narrow").json()).oneLine())
        .contains("no IP addresses available in range set");
    String address = ip("one");
    beanpod.other("kill", "-KILL", Long.toString(pause("one"))).ok();
    Await.until("no process of the pod is left", () -> leaks.processes().isEmpty(), leaks::found);
    apply(server("two", "narrow"));
    assertThat(ip("two")).isEqualTo(address);
  }

  @Test
  void whatFailsAfterAFailureIsToldBehindIt() throws IOException {
    oneAddress("twice", "192.0.2.11");
    host.plugin("twice", ".ADD.fails", "");
    host.plugin("twice", ".ADD.out", "{'code': 7, 'msg': 'bad\\u001b[31m'}");
    host.plugin("twice", ".DEL.fails", "");
    assertThat(tryApply(server("one", "twice").json()).oneLine())
        .contains("pod/one: cni network twice: cni plugin twice: ADD: bad [31m (code 7); besides: ")
        .contains("DEL: exit status 1: no message (for the pod with uid ", "umount -l ");
    host.remove("twice.DEL.fails");
    beanpod.run("gc").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void whatIsMissingIsToldBeforeAnythingIsMade() {
    host.list("poor", "{'type': 'bridge'}, {'type': 'lost'}");
    assertThat(tryApply(server("one", "absent").json()).oneLine())
        .contains("metadata.annotations[beanpod.io/network]: no network \"absent\" in ", "poor");
    Ran missing =
        tryApply(
            server("one", "poor")
                .annotation("kubernetes.io/egress-bandwidth", "1M")
                .with("ports", List.of(Map.of("containerPort", 80L, "hostPort", 18081L)))
                .json());
    assertThat(missing.err())
        .contains("cni plugin lost of network poor is not in ", "containernetworking-plugins")
        .contains("hostPort 18081/TCP leads nowhere: no plugin of network poor has the capability")
        .contains("bandwidth is not limited: no plugin of network poor has the capability");
    assertThat(beanpod.run("apply", "-f", "x.yaml", "--network", "wifi").err())
        .contains("--network wifi", "cni:NAME");
    assertThat(leaks.found()).isEmpty();
  }
}
