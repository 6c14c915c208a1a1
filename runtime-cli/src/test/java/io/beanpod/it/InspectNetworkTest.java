package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Namespaces;
import io.beanpod.model.Json;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code inspect} draws of a pod's network, against what iproute2 says. */
class InspectNetworkTest extends PodTest {
  private static Manifest web() {
    return Manifest.pod("web")
        .container("tcp", "httpd", "-f", "-p", "80")
        .container("side", "sleep", "1000");
  }

  private void awaitListening(String pod, String what) {
    Await.until(
        what + " listens",
        () -> beanpod.run("inspect", pod).ok().contains(what),
        () -> beanpod.run("inspect", pod).out());
  }

  /** Of the host's files, those that ip(8) reads: see Root#netns. */
  private Ran ip(String... words) {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/ip")), "skipped: needs ip, of iproute2");
    String script =
        "mount --rbind \"$BEANPOD_ROOT/run/netns\" /run/netns && exec ip "
            + String.join(" ", words);
    return beanpod.other("unshare", "--mount", "sh", "-c", script);
  }

  @Test
  void aPodAtTheBridge() {
    apply(web());
    awaitListening("web", "TCP");
    Map<String, Object> network = network("web");
    Map<String, Object> eth0 = entry(network.get("interfaces"), "interface", "eth0");
    String link = ip("netns", "exec", "web", "ip", "-o", "link", "show", "eth0").ok();
    Object end = Json.at(eth0, "peer", "index");
    assertThat(link)
        .startsWith(eth0.get("index") + ": eth0@if" + end + ":")
        .contains("mtu " + eth0.get("mtu"), "link/ether " + eth0.get("mac"));
    String host = ip("-o", "link", "show", Json.string(Json.at(eth0, "peer", "interface"))).ok();
    assertThat(host)
        .startsWith(end + ": ")
        .contains("@if" + eth0.get("index"))
        .contains("master " + Json.at(eth0, "peer", "bridge", "interface") + " ");
    String address = get("web").field("podIP");
    assertThat(Json.list(eth0.get("addresses"))).contains(address + "/16");
    assertThat(ip("netns", "exec", "web", "ip", "route").ok())
        .contains(
            "default via " + entry(network.get("routes"), "destination", "default").get("gateway"));
    assertThat(beanpod.run("inspect", "web").ok())
        .containsSubsequence(
            Json.string(Json.at(eth0, "peer", "bridge", "interface")) + " ",
            "- - - - | - - - -",
            "pod   eth0 ",
            address + "/16")
        .containsPattern("  TCP +\\[::\\]:80 +tcp +" + pid("web", "tcp") + " +httpd\n");
  }

  @Test
  void aProcessOfTheHostThatListensInThePodIsShownAsSuch() throws IOException {
    apply(Manifest.pod("web").container("one", "sleep", "1000"));
    try (Fd network = Fd.open(root.resolve("run/netns/web").toString(), Fd.O_RDONLY, 0);
        DatagramSocket udp = Namespaces.inNetwork(network, () -> new DatagramSocket(53))) {
      assertThat(udp.isBound()).isTrue();
      assertThat(beanpod.run("inspect", "web").ok())
          .containsPattern("  UDP +\\[::\\]:53 +- +" + ProcessHandle.current().pid() + " +java\n");
    }
  }

  @Test
  void namesInTheAbstractNamespaceAreThePods() throws IOException, InterruptedException {
    apply(Manifest.pod("web").container("one", "sleep", "1000"));
    Path netns = root.resolve("run/netns/web");
    Process listener =
        Python.start(
            netns,
            "s = socket.socket(socket.AF_UNIX); s.bind('\\0hidden'); s.listen(1); time.sleep(999)");
    try {
      awaitListening("web", "@hidden");
      assertThat(beanpod.run("inspect", "web").ok())
          .containsPattern("  UNIX +@hidden +- +" + listener.pid() + " +python");
    } finally {
      listener.destroyForcibly().waitFor();
    }
  }

  @Test
  void aPodWithALoopbackOnly() {
    apply(
        Manifest.pod("alone")
            .annotation("beanpod.io/network", "none")
            .container("one", "sleep", "1000"));
    assertThat(beanpod.run("inspect", "alone").ok())
        .contains("- - - - - - - - -   network namespace ", "Routes in the pod\n  none\n")
        .containsPattern("  pod   lo +127.0.0.1/8, ::1/128 +loopback\n")
        .contains("Who listens\n  nobody\n");
    assertThat(ip("netns").ok()).startsWith("alone");
  }

  @Test
  void ofTheHostsNetworkOnlyThePodsOwnListenersAreShown() {
    apply(
        Manifest.pod("web")
            .spec("hostNetwork", true)
            .script("one", "exec httpd -f -p 127.0.0.1:18089"));
    awaitListening("web", "127.0.0.1:18089");
    assertThat(Json.list(network("web").get("listeners"))).hasSize(1);
    assertThat(beanpod.run("inspect", "web").ok()).contains("The pod uses the host's network.\n");
  }

  private Map<String, Object> network(String pod) {
    Map<String, Object> tree = parse(beanpod.run("inspect", pod, "-o", "json").ok()).pod();
    return Json.object(tree.get("network"));
  }

  private static Map<String, Object> entry(Object list, String key, String value) {
    List<Object> entries = Json.list(list);
    for (Object entry : entries) {
      if (value.equals(Json.object(entry).get(key))) {
        return Json.object(entry);
      }
    }
    throw new AssertionError("no " + key + " " + value + " in " + entries);
  }
}
