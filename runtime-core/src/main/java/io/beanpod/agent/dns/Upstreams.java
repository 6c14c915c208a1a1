package io.beanpod.agent.dns;

import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TcpSocket;
import io.beanpod.linux.UdpSocket;
import io.beanpod.linux.UnixSocket;
import io.beanpod.pod.ResolvConf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The host's name servers, asked in their order, as the query came: by UDP or TCP. What they answer
 * goes back as it is; an answer to another question than the one that was asked does not count.
 */
final class Upstreams implements Resolver.Upstream {
  private static final int MOST = 3; // as many as resolv.conf(5) has
  private static final int HEADER = QueryBytes.HEADER;
  private static final int TCP_MAX = 65535;

  private final Path resolvConf;
  private final Set<IpAddress> own;
  private final int port;
  private final int timeoutMillis;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param resolvConf says which they are; read anew for each query, since it may change
   * @param own where this server is: never asked, or a query would go round for ever
   * @param port of each of them, 53
   * @param timeoutMillis for each of them
   */
  Upstreams(Path resolvConf, Set<IpAddress> own, int port, int timeoutMillis) {
    this.resolvConf = resolvConf;
    this.own = new HashSet<>(own);
    this.port = port;
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  public Optional<byte[]> ask(byte[] query, Transport transport) {
    byte[] sent = query.clone();
    int id = random.nextInt(1 << 16);
    sent[0] = (byte) (id >> 8);
    sent[1] = (byte) id;
    for (IpAddress server : servers()) {
      try {
        IpEndpoint to = new IpEndpoint(server, port);
        Optional<byte[]> answer =
            transport == Transport.UDP ? askByUdp(sent, to) : askByTcp(sent, to);
        if (answer.isPresent()) {
          answer.get()[0] = query[0];
          answer.get()[1] = query[1];
          return answer;
        }
      } catch (SyscallException unreachable) {
        continue; // refused, no route: the next one may answer
      }
    }
    return Optional.empty();
  }

  private List<IpAddress> servers() {
    List<IpAddress> servers = new ArrayList<>();
    for (String nameserver : nameservers()) {
      Optional<IpAddress> address = IpAddress.parse(nameserver);
      if (address.isPresent() && !own.contains(address.get()) && servers.size() < MOST) {
        servers.add(address.get());
      }
    }
    return servers;
  }

  private List<String> nameservers() {
    try {
      String text = new String(Files.readAllBytes(resolvConf), StandardCharsets.ISO_8859_1);
      return ResolvConf.parse(text).nameservers();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      System.err.println("dns: " + resolvConf + " can't be read: " + e.getMessage());
      return List.of();
    }
  }

  private Optional<byte[]> askByUdp(byte[] query, IpEndpoint server) throws SyscallException {
    long end = System.nanoTime() + timeoutMillis * 1_000_000L;
    try (Fd socket = UdpSocket.connect(server);
        NativeBuffer buffer = new NativeBuffer(UdpSocket.MAX)) {
      UdpSocket.send(socket, query);
      for (long left = timeoutMillis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        UnixSocket.timeout(socket, (int) left);
        Optional<UdpSocket.Datagram> datagram = UdpSocket.receive(socket, buffer, true);
        if (datagram.isPresent() && answers(query, datagram.get().bytes())) {
          return Optional.of(datagram.get().bytes());
        }
      }
      return Optional.empty();
    }
  }

  private Optional<byte[]> askByTcp(byte[] query, IpEndpoint server) throws SyscallException {
    try (Fd socket = TcpSocket.open(server.address().bytes());
        NativeBuffer buffer = new NativeBuffer(TCP_MAX)) {
      UnixSocket.timeout(socket, timeoutMillis);
      TcpSocket.connect(socket, server.address().bytes(), server.port());
      TcpMessages messages = new TcpMessages(socket, buffer, timeoutMillis);
      messages.send(query);
      Optional<byte[]> answer = messages.receive();
      return answer.filter(bytes -> answers(query, bytes));
    }
  }

  /** The same id and question, and nobody's query. */
  private static boolean answers(byte[] query, byte[] answer) {
    int end = QueryBytes.questionEnd(query);
    return answer.length >= HEADER
        && answer[0] == query[0]
        && answer[1] == query[1]
        && (answer[2] & 0x80) != 0
        && (answer.length == HEADER // an error may come without the question
            || answer.length >= end
                && Arrays.equals(lower(query, HEADER, end), lower(answer, HEADER, end)));
  }

  private static byte[] lower(byte[] message, int from, int to) {
    byte[] lower = Arrays.copyOfRange(message, from, to);
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] = (byte) (lower[i] + 'a' - 'A');
      }
    }
    return lower;
  }
}
