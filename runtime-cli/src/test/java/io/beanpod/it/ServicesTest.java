package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Namespaces;
import io.beanpod.linux.Nftables;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Services, by what connections do. */
class ServicesTest extends PodTest {
  private static final int TRIES = 64; // both of two pods: all but one time in 2^63

  @BeforeAll
  void nftablesIsThere() throws IOException {
    Optional<Nftables> nftables = Nftables.open();
    assumeTrue(nftables.isPresent(), "skipped: " + Nftables.LIBRARY + " is not installed");
    nftables.get().close();
  }

  @AfterEach
  void noServices() {
    beanpod.run("delete", "svc", "--all").ok();
  }

  /** A web server that says its pod's name; ready unless there is a file /tmp/no. */
  private static Manifest server(String name) {
    return Manifest.pod(name)
        .label("app", "web")
        .container("web", "httpd", "-f", "-v", "-p", "8080", "-h", "/etc")
        .with("ports", List.of(Map.of("name", "http", "containerPort", 8080)))
        .with(
            "readinessProbe",
            Map.of(
                "exec",
                Map.of("command", List.of("test", "!", "-e", "/tmp/no")),
                "periodSeconds",
                1));
  }

  private static Manifest client() {
    return Manifest.pod("client").container("sh", "sleep", "1000");
  }

  private void service(String name, String spec) {
    tryApply("{apiVersion: v1, kind: Service, metadata: {name: " + name + "}, spec: " + spec + "}")
        .ok();
  }

  private String field(String name, String path) {
    return beanpod.run("get", "svc", name, "-o", "jsonpath={" + path + "}").ok();
  }

  private String clusterIp(String name) {
    return field(name, ".spec.clusterIP");
  }

  /** What a GET of /hostname answers, by the host. */
  private static String fetch(String ip, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(ip, port), 5000);
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write("GET /hostname HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
    }
  }

  private void awaitAnswer(String ip, int port) {
    Await.until(
        ip + ":" + port + " answers",
        () -> {
          try {
            return !fetch(ip, port).isEmpty();
          } catch (IOException notYet) {
            return false;
          }
        },
        () -> beanpod.run("describe", "svc").out());
  }

  private void awaitReady(String pod, String status) {
    await(
        pod,
        "Ready " + status,
        s ->
            beanpod
                .run(
                    "get",
                    "pod",
                    pod,
                    "-o",
                    "jsonpath={.status.conditions[?(@.type==\"Ready\")].status}")
                .out()
                .equals(status));
  }

  /** The network agent follows what becomes of the pods. */
  private void awaitAnswers(String ip, String... names) {
    Await.until(
        ip + " is answered by " + List.of(names),
        () -> {
          try {
            return answers(ip, 80).equals(Set.of(names));
          } catch (IOException betweenTwo) {
            return false;
          }
        },
        () -> beanpod.run("describe", "svc").out());
  }

  private Set<String> answers(String ip, int port) throws IOException {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < TRIES; i++) {
      answers.add(fetch(ip, port));
    }
    return answers;
  }

  @Test
  void connectionsGoToThePodsThatAreReady() throws IOException {
    service("web", "{selector: {app: web}, ports: [{port: 80, targetPort: http}]}");
    apply(server("one"));
    apply(server("two"));
    apply(client());
    awaitReady("one", "True");
    awaitReady("two", "True");
    String ip = clusterIp("web");
    awaitAnswers(ip, "one", "two");
    String url = "http://" + ip + "/hostname";
    assertThat(sh("client", "for i in $(seq 64); do wget -qO- " + url + "; done | sort -u"))
        .isEqualTo("one\ntwo\n");
    // A pod reaches itself by its Service, too.
    assertThat(sh("one", "for i in $(seq 64); do wget -qO- " + url + "; done | sort -u"))
        .isEqualTo("one\ntwo\n");
    // Who comes is seen, as in a cluster.
    String clientIp = beanpod.run("get", "pod", "client", "-o", "jsonpath={.status.podIP}").ok();
    assertThat(beanpod.run("logs", "one").ok()).contains(clientIp + "]:");

    sh("one", "touch /tmp/no");
    awaitReady("one", "False");
    awaitAnswers(ip, "two");
    sh("one", "rm /tmp/no");
    awaitReady("one", "True");
    awaitAnswers(ip, "one", "two");
    beanpod.run("delete", "pod", "two", "--now").ok();
    assertThat(answers(ip, 80)).containsExactly("one");
    beanpod.run("label", "pod", "one", "app-").ok();
    assertThatThrownBy(() -> fetch(ip, 80)).isInstanceOf(ConnectException.class);
  }

  @Test
  void nobodyBehindItIsARefusal() {
    apply(client());
    service("none", "{type: NodePort, selector: {app: none}, ports: [{port: 80}]}");
    String ip = clusterIp("none");
    int nodePort = Integer.parseInt(field("none", ".spec.ports[0].nodePort"));
    assertThatThrownBy(() -> fetch(ip, 80))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
    assertThatThrownBy(() -> fetch("127.0.0.1", nodePort)).isInstanceOf(ConnectException.class);
    for (String to : List.of(ip + ":80", ip + ":81")) {
      assertThat(beanpod.run("exec", "client", "--", "wget", "-qO-", "http://" + to).err())
          .contains("Connection refused");
    }
    beanpod.run("delete", "svc", "none").ok();
  }

  @Test
  void nodePortsAndTheLoadBalancerAreTheHosts() throws IOException {
    apply(server("one"));
    awaitReady("one", "True");
    service(
        "web",
        "{type: LoadBalancer, selector: {app: web}, ports: [{port: 18089, targetPort: http}]}");
    int nodePort = Integer.parseInt(field("web", ".spec.ports[0].nodePort"));
    String host = field("web", ".status.loadBalancer.ingress[0].ip");
    awaitAnswer("127.0.0.1", nodePort);
    assertThat(fetch(host, nodePort)).isEqualTo("one");
    assertThat(fetch(host, 18089)).isEqualTo("one");
    assertThat(
            tryApply(
                    "{apiVersion: v1, kind: Service, metadata: {name: second}, spec: {type: NodePort,"
                        + " selector: {app: web}, ports: [{port: 80, nodePort: "
                        + nodePort
                        + "}]}}")
                .err())
        .contains(
            "spec.ports[0].nodePort: Invalid value: "
                + nodePort
                + ": provided port is already"
                + " allocated");
  }

  @Test
  void affinityOutlivesAChangeOfTheRules() throws IOException {
    service(
        "web",
        "{sessionAffinity: ClientIP, selector: {app: web}, ports: [{port: 80, targetPort: http}]}");
    apply(server("one"));
    apply(server("two"));
    awaitReady("one", "True");
    awaitReady("two", "True");
    String ip = clusterIp("web");
    awaitAnswer(ip, 80);
    Set<String> first = answers(ip, 80);
    assertThat(first).hasSize(1);
    for (int i = 0; i < 8; i++) { // each replaces the rules
      service("other-" + i, "{selector: {app: web}, ports: [{port: 80, targetPort: http}]}");
      assertThat(answers(ip, 80)).isEqualTo(first);
    }
  }

  @Test
  void udpGoesElsewhereWhenItsServiceLeadsToItsPodNoMore() throws IOException {
    service("echo", "{selector: {app: echo}, ports: [{port: 7, protocol: UDP, targetPort: 7007}]}");
    for (String name : List.of("one", "two")) {
      apply(Manifest.pod(name).label("app", "echo").container("sh", "sleep", "1000"));
    }
    try (DatagramSocket one = inside("one");
        DatagramSocket two = inside("two");
        DatagramSocket client = new DatagramSocket()) { // one connection, for the kernel
      client.connect(new InetSocketAddress(clusterIp("echo"), 7));
      Map<String, DatagramSocket> servers = Map.of("one", one, "two", two);
      String first = receiver(client, servers);
      for (int i = 0; i < 8; i++) {
        assertThat(receiver(client, servers)).isEqualTo(first);
      }
      beanpod.run("label", "pod", first, "app-").ok();
      String second = receiver(client, servers);
      assertThat(second).isNotEqualTo(first);
      beanpod.run("label", "pod", first, "app=echo").ok();
      assertThat(receiver(client, servers)).as("it is as it was").isEqualTo(second);
      beanpod.run("delete", "pod", second, "--now").ok();
      assertThat(receiver(client, servers)).isEqualTo(first);
    }
  }

  /** A socket of this process in a pod's network: no program of the image speaks UDP. */
  private DatagramSocket inside(String pod) throws IOException {
    String path = root.resolve("run/netns").resolve(pod).toString();
    try (Fd network = Fd.open(path, Fd.O_RDONLY, 0)) {
      return Namespaces.inNetwork(network, ServicesTest::socket);
    }
  }

  private static DatagramSocket socket() throws IOException {
    DatagramSocket socket = new DatagramSocket(7007);
    socket.setSoTimeout(20);
    return socket;
  }

  /** Sends until one of them gets it, takes all that is under way, and says who it was. */
  private static String receiver(DatagramSocket client, Map<String, DatagramSocket> servers) {
    Set<String> receivers = new HashSet<>();
    Await.until(
        "somebody gets a packet",
        () -> {
          try {
            client.send(new DatagramPacket(new byte[1], 1));
          } catch (IOException unreachable) {
            return false; // as a pod is that is just going
          }
          servers.forEach((name, socket) -> took(socket, name, receivers));
          return !receivers.isEmpty();
        },
        () -> servers.keySet());
    servers.forEach((name, socket) -> took(socket, name, receivers));
    assertThat(receivers).hasSize(1);
    return receivers.iterator().next();
  }

  private static void took(DatagramSocket server, String name, Set<String> receivers) {
    try {
      while (true) {
        server.receive(new DatagramPacket(new byte[1], 1));
        receivers.add(name);
      }
    } catch (IOException nothingMore) {
      // its time is up
    }
  }

  @Test
  void containersKnowTheServicesThatWereThere() {
    service("my-db", "{selector: {app: db}, ports: [{port: 5432}]}");
    apply(client());
    String ip = clusterIp("my-db");
    assertThat(sh("client", "env"))
        .contains(
            "MY_DB_SERVICE_HOST=" + ip + "\n",
            "MY_DB_SERVICE_PORT=5432\n",
            "MY_DB_PORT=tcp://" + ip + ":5432\n",
            "MY_DB_PORT_5432_TCP_ADDR=" + ip + "\n");
    apply(Manifest.pod("plain").spec("enableServiceLinks", false).container("sh", "sleep", "1000"));
    assertThat(sh("plain", "env")).doesNotContain("MY_DB");
  }

  @Test
  void aSecondAddressIsIpv6WhereTheHostHasIt() throws IOException {
    service(
        "web",
        "{ipFamilyPolicy: PreferDualStack, selector: {app: web}, ports: [{port: 80, targetPort: http}]}");
    String v6 = field("web", ".spec.clusterIPs[1]");
    assumeTrue(!v6.isEmpty(), "skipped: this host has no IPv6");
    apply(server("one"));
    apply(client());
    awaitReady("one", "True");
    awaitAnswer(v6, 80);
    assertThat(sh("client", "wget -qO- http://[" + v6 + "]/hostname")).isEqualTo("one\n");
  }
}
