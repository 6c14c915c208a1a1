package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.netlink.Link;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.linux.netlink.Qdisc;
import io.beanpod.model.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits of what a pod receives and sends, by their effect and by what the kernel counts. */
class BandwidthTest extends PodTest {
  private static final String LIMIT = "8M"; // 1,000,000 bytes per second
  private static final int SENT = 2_000_000;

  /** No transfer can be faster: all but the bucket's 100,000 bytes, and room for the clock. */
  private static final Duration LEAST = Duration.ofMillis(1500);

  private static Manifest server(String name) {
    return Manifest.pod(name)
        .script("web", "head -c " + SENT + " /dev/zero > /tmp/file && exec httpd -f -p 80 -h /tmp")
        .container("side", "sleep", "1000");
  }

  private String ip(String pod) {
    return beanpod.run("get", "pod", pod, "-o", "jsonpath={.status.podIP}").ok();
  }

  private Duration transfer(String from, String to) {
    String fetch = "wget -qO- http://" + ip(from) + "/file | wc -c";
    Await.until(
        from + " serves its file",
        () ->
            sh(to, "wget -q --spider http://" + ip(from) + "/file && echo there").contains("there"),
        () -> beanpod.run("logs", from, "-c", "web").out());
    long start = System.nanoTime();
    assertThat(sh(to, fetch).strip()).isEqualTo(SENT + "");
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private String uid(String pod) {
    return Json.string(Json.at(file(pod, "pod.json"), "metadata", "uid"));
  }

  /** The host's end of the pod's veth pair. */
  private static Link port(Netlink host, String uid) throws IOException {
    return Link.all(host).stream()
        .filter(link -> link.alias().equals("pod " + uid))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Qdisc> tbf(Netlink host, Link link) throws IOException {
    return Qdisc.all(host).stream()
        .filter(qdisc -> qdisc.link() == link.index() && qdisc.kind().equals("tbf"))
        .findFirst();
  }

  @Test
  void whatAPodReceivesIsLimited() throws IOException {
    apply(server("fast"));
    apply(server("slow").annotation("kubernetes.io/ingress-bandwidth", LIMIT));
    assertThat(transfer("fast", "slow")).isGreaterThan(LEAST);
    try (Netlink host = Netlink.open()) {
      assertThat(tbf(host, port(host, uid("fast")))).isEmpty();
      Qdisc limit = tbf(host, port(host, uid("slow"))).orElseThrow();
      assertThat(limit.rate()).isEqualTo(1_000_000);
      assertThat(limit.bytes()).isGreaterThan(SENT);
      assertThat(limit.overlimits()).isPositive();
    }
  }

  /** Asked of the kernel with another interface: a pod's own failure is one. */
  private static void assumeIfb() throws IOException {
    try (Netlink host = Netlink.open()) {
      host.execute(Link.ifb("beantestifb", 1500));
      host.execute(Link.delete(Link.made(host, "beantestifb").index()));
    } catch (SyscallException e) {
      assumeTrue(e.errno() != Errno.EOPNOTSUPP, "skipped: this kernel has no ifb: " + e);
      throw e;
    }
  }

  @Test
  void whatPodsSendThroughGoesWithABridgeThatSomebodyRemoved() throws IOException {
    assumeIfb();
    apply(server("slow").annotation("kubernetes.io/egress-bandwidth", LIMIT));
    try (Netlink host = Netlink.open()) {
      int bridge = port(host, uid("slow")).bridge();
      host.execute(Link.delete(bridge));
      beanpod.run("delete", "pod", "slow", "--now").ok();
      assertThat(Link.all(host)).noneMatch(link -> link.alias().endsWith(" of " + root));
    }
  }

  @Test
  void whatAPodSendsIsLimited() throws IOException {
    assumeIfb();
    apply(server("slow").annotation("kubernetes.io/egress-bandwidth", LIMIT));
    apply(server("fast"));
    assertThat(transfer("slow", "fast")).isGreaterThan(LEAST);
    try (Netlink host = Netlink.open()) {
      assertThat(tbf(host, port(host, uid("slow")))).isEmpty();
      Link queue = Link.find(host, queue(host)).orElseThrow();
      assertThat(queue.kind()).isEqualTo("ifb");
      Qdisc limit = tbf(host, queue).orElseThrow();
      assertThat(limit.rate()).isEqualTo(1_000_000);
      assertThat(limit.bytes()).isGreaterThan(SENT);
      assertThat(limit.overlimits()).isPositive();
    }
    assertThat(leaks.found())
        .as("Leaks sees it")
        .anySatisfy(l -> assertThat(l).matches("interface bean[0-9]+i[0-9]+"));
    beanpod.run("delete", "pod", "slow", "--now").ok();
    try (Netlink host = Netlink.open()) {
      assertThat(Link.all(host))
          .noneSatisfy(l -> assertThat(l.alias()).contains("egress", root.toString()));
    }
  }

  /** The interface that {@code slow} sends through says so. */
  private String queue(Netlink host) throws IOException {
    String alias = "egress of pod " + uid("slow") + " of " + root;
    return Link.all(host).stream()
        .filter(link -> link.alias().equals(alias))
        .findFirst()
        .orElseThrow()
        .name();
  }

  @Test
  void aLimitIsReadOnce() {
    apply(server("one").annotation("kubernetes.io/ingress-bandwidth", LIMIT));
    for (Manifest changed :
        List.of(server("one"), server("one").annotation("kubernetes.io/ingress-bandwidth", "9M"))) {
      assertThat(tryApply(changed.json()).err())
          .contains("metadata.annotations[kubernetes.io/ingress-bandwidth]")
          .contains("is read when the pod is made");
    }
  }
}
