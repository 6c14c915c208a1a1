package io.beanpod.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Name servers on this host's loopback, as a test wants them. */
class UpstreamsTest {
  private static final int LONG = 30_000;
  private static final int PATIENT = 2000;
  private static final int SHORT = 200;

  @TempDir Path dir;

  private Upstreams upstreams(int port, int timeout, Set<IpAddress> own, String... servers)
      throws IOException {
    Path file = dir.resolve("resolv.conf");
    StringBuilder text = new StringBuilder("search example.com\n");
    List.of(servers).forEach(server -> text.append("nameserver ").append(server).append('\n'));
    return new Upstreams(Files.writeString(file, text), own, port, timeout);
  }

  private static byte[] query() throws IOException {
    Name name = Name.fromString("www.example.com.");
    return Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)).toWire();
  }

  /** Answers one datagram each, in turn. */
  @SafeVarargs
  private static Thread serve(DatagramSocket socket, UnaryOperator<byte[]>... answers) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                byte[] query = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
                for (UnaryOperator<byte[]> answer : answers) {
                  byte[] bytes = answer.apply(query.clone());
                  socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
              } catch (IOException closed) {
                return;
              }
            });
  }

  private static byte[] answered(byte[] query) {
    query[2] |= (byte) 0x80;
    return query;
  }

  private static DatagramSocket at(String address, int port) throws IOException {
    return new DatagramSocket(port, InetAddress.getByName(address));
  }

  @Test
  void theAnswerComesUnderTheClientsId() throws IOException {
    try (DatagramSocket server = at("127.0.0.2", 0)) {
      serve(server, UpstreamsTest::answered);
      byte[] query = query();
      byte[] answer =
          upstreams(server.getLocalPort(), LONG, Set.of(), "127.0.0.2")
              .ask(query, Transport.UDP)
              .orElseThrow();
      assertThat(new Message(answer).getHeader().getID())
          .isEqualTo(new Message(query).getHeader().getID());
      assertThat(new Message(answer).getHeader().getFlag(Flags.QR)).isTrue();
    }
  }

  @Test
  void onlyTheAnswerToTheQuestionCounts() throws IOException {
    try (DatagramSocket server = at("127.0.0.2", 0)) {
      serve(
          server,
          forged -> {
            forged[0] ^= 1; // another id
            return answered(forged);
          },
          forged -> {
            forged[13] ^= 1; // another name
            return answered(forged);
          },
          UnaryOperator.identity(), // a query
          right -> {
            right[13] ^= 0x20; // the same in upper case
            return answered(right);
          });
      byte[] answer =
          upstreams(server.getLocalPort(), LONG, Set.of(), "127.0.0.2")
              .ask(query(), Transport.UDP)
              .orElseThrow();
      assertThat(new Message(answer).getQuestion().getName()).hasToString("Www.example.com.");
    }
  }

  @Test
  void theNextOneIsAskedIfOneIsSilentOrGone() throws IOException {
    try (DatagramSocket server = at("127.0.0.4", 0);
        DatagramSocket silent = at("127.0.0.3", server.getLocalPort())) {
      serve(server, UpstreamsTest::answered);
      assertThat(silent.isBound()).isTrue();
      // The first one has no socket, the second one does not answer.
      assertThat(
              upstreams(
                      server.getLocalPort(),
                      PATIENT,
                      Set.of(),
                      "127.0.0.2",
                      "127.0.0.3",
                      "127.0.0.4")
                  .ask(query(), Transport.UDP))
          .isPresent();
    }
  }

  @Test
  void itselfIsNeverAsked() throws IOException {
    try (DatagramSocket server = at("127.0.0.2", 0)) {
      serve(server, UpstreamsTest::answered);
      Set<IpAddress> own = Set.copyOf(TestNames.ips("127.0.0.2"));
      assertThat(
              upstreams(server.getLocalPort(), LONG, own, "127.0.0.2").ask(query(), Transport.UDP))
          .isEmpty();
    }
  }

  @Test
  void withoutAFileNobodyAnswers() throws IOException {
    Upstreams none = new Upstreams(dir.resolve("missing"), Set.of(), 53, SHORT);
    assertThat(none.ask(query(), Transport.UDP)).isEmpty();
  }

  @Test
  void aQueryByTcpIsAskedByTcp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (Socket client = server.accept()) {
                      byte[] length = client.getInputStream().readNBytes(2);
                      byte[] query = client.getInputStream().readNBytes(length[1]);
                      client.getOutputStream().write(length);
                      client.getOutputStream().write(answered(query), 0, 5); // in pieces
                      client.getOutputStream().flush();
                      client.getOutputStream().write(query, 5, query.length - 5);
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
      Optional<byte[]> answer =
          upstreams(server.getLocalPort(), LONG, Set.of(), "127.0.0.2").ask(query(), Transport.TCP);
      thread.join();
      assertThat(answer).isPresent();
    }
  }
}
