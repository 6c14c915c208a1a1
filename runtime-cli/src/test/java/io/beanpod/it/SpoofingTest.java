package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Nftables;
import io.beanpod.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a pod can do that has every capability over its own network: frames written by hand, from
 * its namespace, with all of root's capabilities.
 */
class SpoofingTest extends PodTest {
  /** Prints every frame that has a marker in it, up to the one that is no lie. */
  private static final String SNIFFER =
      """
      s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
      s.bind(("eth0", 0))
      print("ready", flush=True)
      while True:
        frame = s.recv(2000)
        start = max(frame.find(b"<LIE"), frame.find(b"<TRUTH"))
        if start >= 0:
          print(frame[start + 1:frame.index(b">", start)].decode(), flush=True)
          if b"TRUTH" in frame:
            break
      """;

  /** Sends to everybody: each lie in a way of its own, then the truth. */
  private static final String THIEF =
      """
      own_ip, victim_ip = [socket.inet_aton(a) for a in "OWN VICTIM".split()]
      mac = lambda ip: b"\\x0a\\x58" + ip
      everybody = b"\\xff" * 6
      s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
      s.bind(("eth0", 0))
      def checksum(data):
        total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
        total = (total >> 16) + (total & 0xffff)
        return ~(total + (total >> 16)) & 0xffff
      def ip(source, payload):
        head = struct.pack("!BBHHHBBH4s4s", 69, 0, 20 + len(payload), 1, 0, 9, 17, 0, source, b"\\xff" * 4)
        return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload
      def udp(text):
        text = b"<" + text + b">"
        return struct.pack("!HHHH", 9, 9, 8 + len(text), 0) + text
      def arp(operation, hardware, source, text):
        return struct.pack("!HHBBH6s4s6s4s", 1, 0x800, 6, 4, operation, hardware, source, everybody,
            victim_ip) + b"<" + text + b">"
      def send(source, kind, payload, to=everybody):
        s.send(to + source + struct.pack("!H", kind) + payload)
      def tagged(kind, payload):
        return struct.pack("!HH", 1, kind) + payload
      own, victim = mac(own_ip), mac(victim_ip)
      send(own, 0x800, ip(victim_ip, udp(b"LIE: another's address")))
      send(victim, 0x800, ip(own_ip, udp(b"LIE: another's MAC")))
      send(victim, 0x800, ip(victim_ip, udp(b"LIE: another's address and MAC")))
      send(own, 0x800, ip(socket.inet_aton("203.0.113.9"), udp(b"LIE: nobody's address")))
      send(own, 0x806, arp(2, own, victim_ip, b"LIE: ARP reply"))
      send(own, 0x806, arp(1, own, victim_ip, b"LIE: ARP request"))
      send(own, 0x806, arp(2, victim, victim_ip, b"LIE: ARP with another's MAC inside"))
      send(victim, 0x806, arp(2, victim, victim_ip, b"LIE: ARP from another's MAC"))
      send(own, 0x8100, tagged(0x800, ip(victim_ip, udp(b"LIE: in a VLAN"))))
      send(own, 0x8100, tagged(0x806, arp(2, own, victim_ip, b"LIE: ARP in a VLAN")))
      send(own, 0x88a8, tagged(0x806, arp(2, own, victim_ip, b"LIE: ARP in a provider's VLAN")))
      send(own, 0x88b5, b"<LIE: a protocol that nobody knows>")
      send(victim, 0x88cc, b"<LIE: LLDP>", bytes.fromhex("0180c200000e"))
      send(own, 0x800, ip(own_ip, udp(b"TRUTH")))
      """;

  /**
   * The same by IPv6. What is said is in an option that nobody knows, so that all else is right.
   */
  private static final String THIEF6 =
      """
      own, victim = [socket.inet_pton(socket.AF_INET6, a) for a in "OWN VICTIM".split()]
      own_mac, victim_mac = [b"\\x0a\\x58" + socket.inet_aton(a) for a in "OWN4 VICTIM4".split()]
      link_local = lambda mac: b"\\xfe\\x80" + bytes(6) + bytes([mac[0] ^ 2]) + mac[1:3] + b"\\xff\\xfe" + mac[3:]
      everybody = b"\\xff\\x02" + bytes(13) + b"\\x01"
      s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
      s.bind(("eth0", 0))
      def checked(source, kind, payload, at):
        pseudo = source + everybody + struct.pack("!II", len(payload), kind)
        data = pseudo + payload + bytes(len(payload) % 2)
        total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
        total = (total >> 16) + (total & 0xffff)
        return payload[:at] + struct.pack("!H", ~(total + (total >> 16)) & 0xffff) + payload[at + 2:]
      def send(mac, source, kind, payload, at):
        head = struct.pack("!IHBB", 6 << 28, len(payload), kind, 255) + source + everybody
        s.send(b"\\x33\\x33\\0\\0\\0\\1" + mac + b"\\x86\\xdd" + head + checked(source, kind, payload, at))
      def said(text):
        text = b"<" + text + b">"
        return struct.pack("!BB", 253, (len(text) + 9) // 8) + text + bytes(-(len(text) + 2) % 8)
      def udp(mac, source, text):
        text = b"<" + text + b">"
        send(mac, source, 17, struct.pack("!HHHH", 9, 9, 8 + len(text), 0) + text, 6)
      def advertise(mac, source, flags, target, text):
        payload = struct.pack("!BBHB3x", 136, 0, 0, flags) + target + b"\\2\\1" + own_mac + said(text)
        send(mac, source, 58, payload, 2)
      advertise(own_mac, own, 0x20, victim, b"LIE: neighbour advertisement")
      advertise(own_mac, own, 0x60, victim, b"LIE: neighbour advertisement that was asked for")
      advertise(own_mac, victim, 0x20, victim, b"LIE: neighbour advertisement of another's address")
      advertise(victim_mac, victim, 0x20, victim, b"LIE: neighbour advertisement from another's MAC")
      advertise(own_mac, link_local(own_mac), 0x20, link_local(victim_mac), b"LIE: another's link-local")
      router = struct.pack("!BBHBBHII", 134, 0, 0, 64, 0, 1800, 0, 0) + said(b"LIE: router advertisement")
      send(own_mac, link_local(own_mac), 58, router, 2)
      udp(own_mac, victim, b"LIE: another's address")
      udp(victim_mac, own, b"LIE: another's MAC")
      udp(victim_mac, victim, b"LIE: another's address and MAC")
      udp(own_mac, link_local(victim_mac), b"LIE: from another's link-local")
      udp(own_mac, socket.inet_pton(socket.AF_INET6, "2001:db8::9"), b"LIE: nobody's address")
      advertise(own_mac, own, 0x20, own, b"TRUTH")
      """;

  private String ip(String pod) {
    return get(pod).field("podIP");
  }

  private String ipv6(String pod) {
    return Json.string(Json.object(podIps(pod).get(1)).get("ip"));
  }

  private List<Object> podIps(String pod) {
    return Json.list(Json.at(get(pod).pod(), "status", "podIPs"));
  }

  private Path netns(String pod) {
    return root.resolve("run/netns").resolve(pod);
  }

  @Test
  void noFrameOfAnothersLeavesAPod() throws IOException, InterruptedException {
    apply(Manifest.pod("victim").container("web", "httpd", "-f", "-p", "80", "-h", "/etc"));
    apply(Manifest.pod("thief").container("one", "sleep", "1000"));
    apply(Manifest.pod("witness").container("one", "sleep", "1000"));
    String script = THIEF.replace("OWN", ip("thief")).replace("VICTIM", ip("victim"));
    assertThat(witnessed(script)).isEqualTo("TRUTH\n");
    // The bridge has learned nothing wrong: the victim is still reached.
    awaitSh("witness", "wget -qO- http://" + ip("victim") + "/hostname | grep victim");
  }

  @Test
  void noFrameOfAnothersLeavesAPodByIpv6() throws IOException, InterruptedException {
    apply(Manifest.pod("victim").container("web", "httpd", "-f", "-p", "80", "-h", "/etc"));
    assumeTrue(podIps("victim").size() > 1, "skipped: this host has no IPv6");
    apply(Manifest.pod("thief").container("one", "sleep", "1000"));
    apply(Manifest.pod("witness").container("one", "sleep", "1000"));
    String script =
        THIEF6
            .replace("OWN4 VICTIM4", ip("thief") + " " + ip("victim"))
            .replace("OWN VICTIM", ipv6("thief") + " " + ipv6("victim"));
    assertThat(witnessed(script)).isEqualTo("TRUTH\n");
    awaitSh("witness", "wget -qO- http://[" + ipv6("victim") + "]/hostname | grep victim");
  }

  /** What of a thief's script another pod sees. */
  private String witnessed(String script) throws IOException, InterruptedException {
    Optional<Nftables> filter = Nftables.open();
    filter.ifPresent(Nftables::close);
    assumeTrue(filter.isPresent(), "skipped: needs " + Nftables.LIBRARY);
    Process sniffer = Python.start(netns("witness"), SNIFFER);
    try {
      InputStream said = sniffer.getInputStream();
      assertThat(new String(said.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("ready\n");
      assertThat(Python.run(netns("thief"), script)).isEmpty();
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      sniffer.destroyForcibly().waitFor();
    }
  }

  @Test
  void theHostsControlSocketsAreOutOfReach() throws IOException, InterruptedException {
    apply(Manifest.pod("web").container("one", "sleep", "1000"));
    assertThat(root.resolve("run/beanpod/names/default/web/control.sock")).exists();
    assertThat(sh("web", "find / -name '*.sock' -not -path '/proc/*'; ls -d /run/beanpod || true"))
        .isEmpty();
    Path own = Path.of("/proc/self/ns/net");
    String name = "beanpod-test-" + ProcessHandle.current().pid();
    Process listener =
        Python.start(
            own,
            "s = socket.socket(socket.AF_UNIX); s.bind('\\0"
                + name
                + "'); s.listen(9); print('ready', flush=True); time.sleep(999)");
    String connect =
        "s = socket.socket(socket.AF_UNIX)\n" + "print(s.connect_ex('\\0" + name + "'))";
    try {
      InputStream said = listener.getInputStream();
      assertThat(new String(said.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("ready\n");
      assertThat(Python.run(own, connect)).isEqualTo("0\n");
      assertThat(Python.run(netns("web"), connect)).as("ECONNREFUSED").isEqualTo("111\n");
    } finally {
      listener.destroyForcibly().waitFor();
    }
  }
}
