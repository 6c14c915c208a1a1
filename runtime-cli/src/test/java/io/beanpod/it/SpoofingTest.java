package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        if b"LIE" in frame or b"TRUTH" in frame:
          print(frame[frame.index(b"<") + 1:frame.index(b">")].decode(), flush=True)
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

  private String ip(String pod) {
    return get(pod).field("podIP");
  }

  private Path netns(String pod) {
    return root.resolve("run/netns").resolve(pod);
  }

  @Test
  void noFrameOfAnothersLeavesAPod() throws IOException, InterruptedException {
    apply(Manifest.pod("victim").container("web", "httpd", "-f", "-p", "80", "-h", "/etc"));
    apply(Manifest.pod("thief").container("one", "sleep", "1000"));
    apply(Manifest.pod("witness").container("one", "sleep", "1000"));
    Process sniffer = Python.start(netns("witness"), SNIFFER);
    try {
      InputStream said = sniffer.getInputStream();
      assertThat(new String(said.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("ready\n");
      String script = THIEF.replace("OWN", ip("thief")).replace("VICTIM", ip("victim"));
      assertThat(Python.run(netns("thief"), script)).isEmpty();
      assertThat(new String(said.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("TRUTH\n");
    } finally {
      sniffer.destroyForcibly().waitFor();
    }
    // The bridge has learned nothing wrong: the victim is still reached.
    awaitSh("witness", "wget -qO- http://" + ip("victim") + "/hostname | grep victim");
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
