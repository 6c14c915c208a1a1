package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Listening;
import io.beanpod.linux.Nftables;
import io.beanpod.pod.Trees;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The network agent: names for pods, and that it comes and goes with them. */
class AgentTest extends PodTest {
  /** Not of the host's own resolver; on loopback, so that nothing leaves this host. */
  private static final String UPSTREAM = "127.77.0.53";

  private static Manifest pod(String name) {
    return Manifest.pod(name)
        .container("web", "httpd", "-f", "-p", "80", "-h", "/etc")
        .container("side", "sleep", "1000");
  }

  private long agent() {
    return agent(root);
  }

  private static long agent(Path root) {
    Path file = root.resolve("run/beanpod/network/agent.pid");
    Await.until("the agent runs", () -> !PodTest.text(file).isBlank(), file::toString);
    return Long.parseLong(PodTest.text(file).strip());
  }

  private Ran lookUp(String pod, String name) {
    return beanpod.run("exec", pod, "-c", "side", "--", "nslookup", name);
  }

  private Ran withEnvironment(String variable, String... args) {
    List<String> command = new java.util.ArrayList<>(List.of("env", variable));
    command.addAll(beanpod.command(args));
    return beanpod.other(command.toArray(new String[0]));
  }

  private Path manifest(Manifest pod) throws IOException {
    return Files.writeString(root.resolve(pod.name() + ".json"), pod.json());
  }

  @Test
  void podsFindEachOtherByName() {
    apply(pod("one"));
    apply(pod("two"));
    String ip = beanpod.run("get", "pod", "one", "-o", "jsonpath={.status.podIP}").ok();
    assertThat(sh("two", "cat /etc/resolv.conf"))
        .startsWith("search default.svc.cluster.local svc.cluster.local cluster.local")
        .contains("\nnameserver " + sh("two", "ip route show default").split(" ")[2] + "\n")
        .endsWith("options ndots:5\n");
    Await.until(
        "the server is found by its pod's name",
        () -> sh("two", "wget -qO- http://one.default.pod/hostname || :").equals("one\n"),
        () -> lookUp("two", "one.default.pod").out());
    for (String name :
        List.of(
            "one.default.pod.cluster.local",
            "one.default.pod",
            ip.replace('.', '-') + ".default.pod.cluster.local")) {
      assertThat(lookUp("two", name).ok()).contains("Address: " + ip + "\n");
    }
    assertThat(lookUp("two", ip).ok()).contains("name = one.default.pod.cluster.local");
    Ran nobody = lookUp("two", "nobody.default.pod.cluster.local");
    assertThat(nobody.out()).contains("NXDOMAIN");
    beanpod.run("delete", "pod", "one", "--now").ok();
    assertThat(lookUp("two", "one.default.pod").out()).contains("NXDOMAIN");
  }

  @Test
  void otherNamesAreAskedOfTheHostsNameServers() throws IOException {
    Path resolvConf =
        Files.writeString(
            root.resolve("resolv.conf"), "nameserver " + UPSTREAM + "\nsearch example.com\n");
    try (DatagramSocket upstream = new DatagramSocket(53, InetAddress.getByName(UPSTREAM))) {
      Thread.ofPlatform().daemon().start(() -> answerAll(upstream));
      String file = manifest(pod("one").spec("dnsConfig", Map.of())).toString();
      withEnvironment("BEANPOD_RESOLV_CONF=" + resolvConf, "apply", "-f", file).ok();
      assertThat(lookUp("one", "www.example.com").out()).contains("Address: 192.0.2.80\n");
      assertThat(sh("one", "cat /etc/resolv.conf"))
          .contains("svc.cluster.local cluster.local example.com\n")
          .doesNotContain(UPSTREAM);
    }
    assertThat(lookUp("one", "www.example.com").out()).contains("SERVFAIL");
    assertThat(lookUp("one", "one.default.pod").ok()).contains("Address: ");
  }

  private static void answerAll(DatagramSocket socket) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        socket.receive(packet);
        Message message =
            new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        message.getHeader().setFlag(Flags.QR);
        Name name = message.getQuestion().getName();
        if (message.getQuestion().getType() == Type.A) {
          message.addRecord(
              Record.fromString(name, Type.A, DClass.IN, 60, "192.0.2.80", Name.root),
              Section.ANSWER);
        }
        byte[] bytes = message.toWire();
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
      }
    } catch (IOException closed) {
      return;
    }
  }

  @Test
  void servicesHaveNamesAndFollowTheReadinessOfTheirPods() throws IOException {
    Optional<Nftables> nftables = Nftables.open();
    assumeTrue(nftables.isPresent(), "skipped: " + Nftables.LIBRARY + " is not installed");
    nftables.get().close();
    service("web", "{selector: {app: web}, ports: [{port: 80}]}");
    service("db", "{clusterIP: None, selector: {app: web}, ports: [{port: 80}]}");
    try {
      apply(
          pod("one")
              .label("app", "web")
              .spec("hostname", "db-0")
              .spec("subdomain", "db")
              .container("gate", "sleep", "1000")
              .with(
                  "readinessProbe",
                  Map.of(
                      "exec",
                      Map.of("command", List.of("test", "!", "-e", "/tmp/no")),
                      "periodSeconds",
                      1)));
      apply(pod("two"));
      String ip = beanpod.run("get", "pod", "one", "-o", "jsonpath={.status.podIP}").ok();
      String clusterIp = beanpod.run("get", "svc", "web", "-o", "jsonpath={.spec.clusterIP}").ok();
      assertThat(lookUp("two", "web.default.svc.cluster.local").ok())
          .contains("Address: " + clusterIp + "\n");
      awaitLookUp("db.default.svc.cluster.local", "Address: " + ip + "\n");
      assertThat(lookUp("two", "db-0.db.default.svc.cluster.local").ok()).contains(ip);
      awaitFetch("db-0\n");
      beanpod.run("exec", "one", "-c", "gate", "--", "touch", "/tmp/no").ok();
      awaitLookUp("db.default.svc.cluster.local", "NXDOMAIN"); // no command has told anybody
      awaitFetch("refused\n");
      beanpod.run("exec", "one", "-c", "gate", "--", "rm", "/tmp/no").ok();
      awaitFetch("db-0\n");
    } finally {
      beanpod.run("delete", "svc", "--all").ok();
    }
    assertThat(lookUp("two", "web.default.svc.cluster.local").out()).contains("NXDOMAIN");
  }

  private void service(String name, String spec) {
    tryApply("{apiVersion: v1, kind: Service, metadata: {name: " + name + "}, spec: " + spec + "}")
        .ok();
  }

  private void awaitLookUp(String name, String answer) {
    Await.until(
        name + " is " + answer,
        () -> lookUp("two", name).out().contains(answer),
        () -> lookUp("two", name).out());
  }

  private void awaitFetch(String expected) {
    String fetch = "wget -qO- http://web/hostname 2>&1 | sed 's/.*refused.*/refused/'";
    Await.until(
        "the Service answers " + expected,
        () -> sh("two", fetch).equals(expected),
        () -> sh("two", fetch));
  }

  @Test
  void theHostIsAnsweredToo() throws IOException {
    apply(pod("one"));
    Name name = Name.fromString("one.default.pod.cluster.local.");
    byte[] query = Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)).toWire();
    String gateway = sh("one", "ip route show default").split(" ")[2];
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(30_000);
      InetAddress bridge = InetAddress.getByName(gateway);
      socket.send(new DatagramPacket(query, query.length, bridge, 53));
      DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
      socket.receive(answer);
      Message message = new Message(java.util.Arrays.copyOf(answer.getData(), answer.getLength()));
      assertThat(message.getSection(Section.ANSWER)).hasSize(1);
    }
    try (Socket socket = new Socket(gateway, 53)) {
      socket.setSoTimeout(30_000);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < 2; i++) { // of one connection
        out.writeShort(query.length);
        out.write(query);
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        assertThat(new Message(answer).getSection(Section.ANSWER)).hasSize(1);
      }
    }
  }

  @Test
  void itGoesWithTheLastPod() {
    apply(pod("one"));
    apply(pod("two"));
    long agent = agent();
    beanpod.run("delete", "pod", "one", "--now").ok();
    assertThat(Proc.alive(agent)).isTrue();
    beanpod.run("delete", "pod", "two", "--now").ok();
    assertThat(Proc.alive(agent)).isFalse();
    assertThat(leaks.found()).isEmpty();
    assertThat(root.resolve("run/beanpod/network/agent.sock")).doesNotExist();
  }

  @Test
  void killedItHurtsNoPodAndTheNextApplyOrGcStartsItAgain() {
    apply(pod("one"));
    long first = agent();
    beanpod.other("kill", "-KILL", Long.toString(first)).ok();
    Await.until("it is gone", () -> !Proc.alive(first), () -> leaks.found().toString());
    assertThat(get("one").phase()).isEqualTo("Running");
    assertThat(sh("one", "wget -qO- http://127.0.0.1/hostname")).isEqualTo("one\n");
    assertThat(apply(pod("one"))).isEqualTo("pod/one unchanged\n");
    assertThat(lookUp("one", "one.default.pod").ok()).contains("Address: ");
    Await.until("another one", () -> agent() != first, () -> leaks.found().toString());
    long second = agent();
    beanpod.other("kill", "-KILL", Long.toString(second)).ok();
    Await.until("it is gone", () -> !Proc.alive(second), () -> leaks.found().toString());
    beanpod.run("gc").ok();
    assertThat(lookUp("one", "one.default.pod").ok()).contains("Address: ");
  }

  @Test
  void itBelongsToNoSessionNoTerminalAndNoCommand() throws IOException {
    apply(pod("one"));
    long agent = agent();
    assertThat(lookUp("one", "one.default.pod").ok()).contains("Address: ");
    String[] stat = Proc.text(agent, "stat").split("[)] ")[1].split(" ");
    assertThat(stat[2]).as("process group").isEqualTo(agent + "");
    assertThat(stat[3]).as("session").isEqualTo(agent + "");
    assertThat(stat[4]).as("terminal").isEqualTo("0");
    for (int fd = 0; fd < 3; fd++) {
      Path target = Files.readSymbolicLink(Path.of("/proc/" + agent + "/fd/" + fd));
      assertThat(target)
          .isEqualTo(fd < 2 ? Path.of("/dev/null") : root.resolve("run/beanpod/network/agent.log"));
    }
    assertThat(Proc.text(agent, "cgroup")).contains("/agent");
    assertThat(PodTest.text(root.resolve("run/beanpod/network/agent.log"))).isEmpty();
  }

  @Test
  void eachRootHasItsOwn() throws IOException {
    Path other = Files.createTempDirectory(Path.of("/tmp"), "bp");
    Beanpod there = new Beanpod(other);
    try {
      there.run("image", "import", "--tag", "busybox", Beanpod.fixture("busybox").toString()).ok();
      apply(pod("one"));
      byte[] two = pod("two").json().getBytes(StandardCharsets.UTF_8);
      there.runWith(two, "apply", "-f", "-").ok();
      assertThat(agent(other)).isNotEqualTo(agent());
      assertThat(lookUp("one", "one.default.pod").ok()).contains("Address: ");
      assertThat(lookUp("one", "two.default.pod").out()).contains("NXDOMAIN");
      there.run("delete", "pods", "--all", "--now").ok();
      assertThat(new Leaks(other).found()).isEmpty();
      assertThat(lookUp("one", "one.default.pod").ok()).contains("Address: ");
    } finally {
      there.run("delete", "pods", "--all", "--force");
      for (Path top : new Leaks(other).cgroupTops()) {
        Files.delete(top);
      }
      Trees.delete(other);
    }
  }

  @Test
  void whereAnotherHasThePortPodsAskTheHostsServers() throws IOException {
    assumeTrue(
        Files.exists(Path.of("/proc/net/if_inet6"))
            && PodTest.text(Path.of("/proc/sys/net/ipv6/conf/default/disable_ipv6"))
                .startsWith("0"),
        "skipped: takes the port at an IPv6 address that no interface has yet");
    IpAddress bridge = IpAddress.parse("fdbe:a400:a7e:900::1").orElseThrow();
    String file = manifest(pod("one")).toString();
    try (Fd taken = Listening.udp(new IpEndpoint(bridge, 53))) {
      Ran ran = withEnvironment("BEANPOD_POD_CIDR=10.126.9.0/28", "apply", "-f", file);
      assertThat(ran.ok()).isEqualTo("pod/one created\n");
      assertThat(ran.err()).contains("warning: port 53 of 10.126.9.1 is another process's");
      assertThat(taken.number()).isPositive();
    }
    assertThat(sh("one", "cat /etc/resolv.conf")).doesNotContain("10.126.9.1", "cluster.local");
  }
}
