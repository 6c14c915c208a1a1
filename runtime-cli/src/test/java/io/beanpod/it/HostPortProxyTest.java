package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Listening;
import io.beanpod.linux.Namespaces;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.UdpSocket;
import io.beanpod.linux.UnixSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Host ports on a host without libnftables: the agent carries them. */
class HostPortProxyTest extends PodTest {
  private Ran applyWithoutNftables(Manifest pod) throws IOException {
    String file = Files.writeString(root.resolve(pod.name() + ".json"), pod.json()).toString();
    List<String> command =
        new ArrayList<>(List.of("env", "BEANPOD_JAVA_OPTS=-Dbeanpod.libnftables=none"));
    command.addAll(beanpod.command("apply", "-f", file));
    return beanpod.other(command.toArray(new String[0]));
  }

  private static Manifest pod(String name, int tcp, int udp) {
    return Manifest.pod(name)
        .container("echo", "sleep", "1000")
        .with(
            "ports",
            List.of(Map.of("containerPort", 53L, "hostPort", (long) udp, "protocol", "UDP")))
        .container("web", "httpd", "-f", "-p", "80", "-h", "/etc")
        .with("ports", List.of(Map.of("containerPort", 80L, "hostPort", (long) tcp)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static int freeUdpPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    }
  }

  private static String fetch(String host, int port) throws IOException {
    try (Socket socket = new Socket(host, port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write("GET /hostname HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  /** Answers datagrams in the pod's network, as a server of the pod would. */
  private void echo(String pod) throws IOException {
    Fd socket;
    try (Fd network = Fd.open(root.resolve("run/netns/" + pod).toString(), Fd.O_RDONLY, 0)) {
      IpAddress any = IpAddress.of(new byte[4]);
      socket = Namespaces.inNetwork(network, () -> Listening.udp(new IpEndpoint(any, 53)));
    }
    UnixSocket.timeout(socket, 60_000);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (socket;
                  NativeBuffer buffer = new NativeBuffer(UdpSocket.MAX)) {
                Optional<UdpSocket.Datagram> query = UdpSocket.receive(socket, buffer, true);
                if (query.isPresent()) {
                  UdpSocket.send(socket, query.get().bytes(), query.get().from());
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
  }

  private static void assertEchoes(int port) throws IOException {
    try (DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout(60_000);
      InetAddress here = InetAddress.getLoopbackAddress();
      client.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, here, port));
      DatagramPacket answer = new DatagramPacket(new byte[8], 8);
      client.receive(answer);
      assertThat(answer.getLength()).isEqualTo(3);
      assertThat(answer.getPort()).isEqualTo(port);
    }
  }

  private void awaitFetch(String pod, int port) {
    Await.until(
        pod + " answers at port " + port,
        () -> {
          try {
            return fetch("127.0.0.1", port).equals(pod + "\n");
          } catch (IOException notYet) {
            return false;
          }
        },
        () -> PodTest.text(root.resolve("run/beanpod/network/agent.log")));
  }

  @Test
  void portsLeadToTheirPodsAndGoWithThem() throws IOException {
    int tcp = freePort();
    int udp = freeUdpPort();
    Ran applied = applyWithoutNftables(pod("one", tcp, udp));
    assertThat(applied.ok()).isEqualTo("pod/one created\n");
    assertThat(applied.err()).contains("warning: libnftables.so.1 is not installed");
    awaitFetch("one", tcp);
    String gateway = sh("one", "ip route show default").split(" ")[2];
    assertThat(fetch(gateway, tcp)).isEqualTo("one\n");
    echo("one");
    assertEchoes(udp);

    long agent = Long.parseLong(text(root.resolve("run/beanpod/network/agent.pid")).strip());
    beanpod.other("kill", "-KILL", agent + "").ok();
    Await.until("it is gone", () -> !Proc.alive(agent), () -> leaks.found().toString());
    applyWithoutNftables(pod("two", freePort(), freeUdpPort())).ok();
    awaitFetch("one", tcp);

    beanpod.run("delete", "pod", "one", "--now").ok();
    Await.until(
        "the port is closed",
        () -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcp)) {
            return !socket.isConnected();
          } catch (IOException refused) {
            return refused instanceof ConnectException;
          }
        },
        () -> PodTest.text(root.resolve("run/beanpod/network/agent.log")));
  }

  @Test
  void aPortThatAProcessOfTheHostHasIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      Ran refused = applyWithoutNftables(pod("one", taken.getLocalPort(), freeUdpPort()));
      assertThat(refused.status()).isNotZero();
      assertThat(refused.err())
          .contains("hostPort " + taken.getLocalPort() + "/TCP: bind")
          .contains("EADDRINUSE", "ss -lptu 'sport = " + taken.getLocalPort() + "'");
    }
    assertThat(leaks.found()).isEmpty();
    Ran sctp =
        applyWithoutNftables(
            Manifest.pod("one")
                .container("c", "sleep", "99")
                .with(
                    "ports",
                    List.of(Map.of("containerPort", 9L, "hostPort", 9099L, "protocol", "SCTP"))));
    assertThat(sctp.err()).contains("hostPort 9099/SCTP: without libnftables");
    assertThatThrownBy(() -> fetch("127.0.0.1", 9099)).isInstanceOf(IOException.class);
  }
}
