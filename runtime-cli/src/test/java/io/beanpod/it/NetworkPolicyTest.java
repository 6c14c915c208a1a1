package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Nftables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** NetworkPolicies, by which connections there are. */
class NetworkPolicyTest extends PodTest {
  private String db;

  @BeforeAll
  void nftablesIsThere() throws IOException {
    Optional<Nftables> nftables = Nftables.open();
    assumeTrue(nftables.isPresent(), "skipped: " + Nftables.LIBRARY + " is not installed");
    nftables.get().close();
  }

  @BeforeEach
  void pods() {
    apply(
        Manifest.pod("db")
            .label("app", "db")
            .container("a", "httpd", "-f", "-p", "8080", "-h", "/etc")
            .with("ports", List.of(Map.of("name", "http", "containerPort", 8080)))
            .container("b", "httpd", "-f", "-p", "9090", "-h", "/etc"));
    apply(Manifest.pod("web").label("app", "web").container("sh", "sleep", "1000"));
    apply(Manifest.pod("other").label("app", "other").container("sh", "sleep", "1000"));
    db = ip("db");
    Await.until(
        "the servers listen",
        () -> reaches("other", 8080) && reaches("other", 9090),
        () -> beanpod.run("logs", "db", "-c", "a").err());
  }

  @AfterEach
  void noPolicies() {
    beanpod.run("delete", "netpol", "--all").ok();
  }

  private String ip(String pod) {
    return beanpod.run("get", "pod", pod, "-o", "jsonpath={.status.podIP}").ok();
  }

  private void policy(String name, String spec) {
    tryApply(
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: "
                + name
                + "}, spec: "
                + spec
                + "}")
        .ok();
  }

  private boolean reaches(String from, int port) {
    return reaches(from, db, port);
  }

  /** Dropped packets are not answered: nc gives up after a second. */
  private boolean reaches(String from, String ip, int port) {
    return beanpod
        .runWith(
            "GET /hostname HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
            "exec",
            "-i",
            from,
            "--",
            "nc",
            "-w",
            "1",
            ip,
            port + "")
        .out()
        .contains("db");
  }

  @Test
  void aPodThatIsSelectedIsClosedButForWhatIsAllowed() {
    policy("deny", "{podSelector: {matchLabels: {app: db}}}");
    assertThat(reaches("web", 8080)).isFalse();
    assertThat(beanpod.other("curl", "-sm5", "http://" + db + ":8080/hostname").ok())
        .as("the node reaches its pods")
        .isEqualTo("db\n");
    policy(
        "web",
        "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app:"
            + " web}}}], ports: [{port: http}]}]}");
    assertThat(reaches("web", 8080)).isTrue();
    assertThat(reaches("web", 9090)).as("another port").isFalse();
    assertThat(reaches("other", 8080)).as("another pod").isFalse();
    beanpod.run("label", "pod", "other", "app=web", "--overwrite").ok();
    assertThat(reaches("other", 8080)).as("its label is another").isTrue();
    beanpod.run("delete", "netpol", "--all").ok();
    assertThat(reaches("other", 9090)).isTrue();
  }

  @Test
  void byNamespaceAndAddress() {
    beanpod.run("label", "ns", "default", "team=a").ok();
    policy(
        "team",
        "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels:"
            + " {team: a}}}], ports: [{port: 8000, endPort: 8080}]}]}");
    assertThat(reaches("web", 8080)).isTrue();
    assertThat(reaches("web", 9090)).isFalse();
    beanpod.run("label", "ns", "default", "team-").ok();
    assertThat(reaches("web", 8080)).isFalse();
    policy(
        "team",
        "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8,"
            + " except: ["
            + ip("other")
            + "/32]}}]}]}");
    assertThat(reaches("web", 9090)).isTrue();
    assertThat(reaches("other", 9090)).isFalse();
  }

  @Test
  void egress() {
    policy("out", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}");
    assertThat(reaches("web", 8080)).isFalse();
    assertThat(reaches("other", 8080)).isTrue();
    tryApply(
            "{apiVersion: v1, kind: Service, metadata: {name: db}, spec: {selector: {app: db}, ports:"
                + " [{port: 80, targetPort: http}]}}")
        .ok();
    String service = beanpod.run("get", "svc", "db", "-o", "jsonpath={.spec.clusterIP}").ok();
    assertThat(reaches("other", service, 80)).isTrue();
    assertThat(reaches("web", service, 80)).isFalse();
    policy(
        "out",
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to:"
            + " [{podSelector: {matchLabels: {app: db}}}], ports: [{port: http}]}]}");
    assertThat(reaches("web", 8080)).isTrue();
    assertThat(reaches("web", service, 80)).as("judged by its pod").isTrue();
    assertThat(reaches("web", 9090)).isFalse();
    beanpod.run("delete", "svc", "db").ok();
  }

  /** Their destination is no pod's address: what looks for those alone lets them through. */
  @Test
  void broadcastsReachNoPodThatIsClosed() {
    String everybody = db.substring(0, db.indexOf('.', db.indexOf('.') + 1)) + ".255.255";
    long none = broadcasts();
    ping(everybody);
    assertThat(broadcasts()).as("without a policy").isGreaterThan(none);
    policy("deny", "{podSelector: {matchLabels: {app: db}}}");
    long before = broadcasts();
    ping(everybody);
    assertThat(broadcasts()).isEqualTo(before);
  }

  /** What web sends has arrived wherever it arrives when ping has waited a second for answers. */
  private void ping(String address) {
    beanpod.run("exec", "web", "--", "ping", "-c", "1", "-W", "1", address);
  }

  /** How many the db pod was given since it was made. */
  private long broadcasts() {
    List<String> lines =
        beanpod
            .run("exec", "db", "-c", "a", "--", "cat", "/proc/net/netstat")
            .ok()
            .lines()
            .toList();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      List<String> names = List.of(lines.get(i).split(" "));
      if (names.contains("InBcastPkts")) {
        return Long.parseLong(lines.get(i + 1).split(" ")[names.indexOf("InBcastPkts")]);
      }
    }
    throw new AssertionError("no InBcastPkts in " + lines);
  }

  @Test
  void aNewPodIsIsolatedFromItsStart() {
    policy("out", "{podSelector: {matchLabels: {app: late}}, policyTypes: [Egress]}");
    apply(
        Manifest.pod("late")
            .label("app", "late")
            .script("sh", "nc -w 1 " + db + " 8080 </dev/null && echo reached; sleep 1000"));
    awaitSh("late", "! pidof nc");
    assertThat(beanpod.run("logs", "late").ok()).doesNotContain("reached");
  }
}
