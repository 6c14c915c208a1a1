package io.beanpod.network;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FdPassing;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.UnixSocket;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sockets on their way from the command line that has bound them to the agent that serves them.
 * What comes to them meanwhile waits in the kernel, also while the agent's JVM still boots: nothing
 * is refused.
 *
 * <p>A message is a line per socket, with as many descriptors: {@link #DNS_UDP}, {@link #DNS_TCP},
 * or the name of a host port, as {@code tcp-8080-any}.
 */
public final class Handover {
  /** Datagrams with queries come to it. */
  public static final String DNS_UDP = "dns/udp";

  /** Connections with queries come to it. */
  public static final String DNS_TCP = "dns/tcp";

  private static final int MAX_BYTES = 4096;
  private static final int AT_ONCE = 16;
  private static final int SEND_MILLIS = 5000;

  /** Names are not answered meanwhile; a command that is not stopped sends all at once. */
  private static final int RECEIVE_MILLIS = 1000;

  /** A socket, and what it is for. */
  public record Handed(String name, Fd socket) {}

  private Handover() {}

  /** Sends sockets, which are closed here then. */
  static void send(Root root, List<Handed> sockets) throws IOException {
    try (Fd connection = connect(root)) {
      for (int from = 0; from < sockets.size(); from += AT_ONCE) {
        List<Handed> some = sockets.subList(from, Math.min(sockets.size(), from + AT_ONCE));
        StringBuilder names = new StringBuilder();
        List<Fd> fds = new ArrayList<>();
        for (Handed handed : some) {
          names.append(handed.name()).append('\n');
          fds.add(handed.socket());
        }
        FdPassing.send(connection, names.toString().getBytes(StandardCharsets.US_ASCII), fds);
      }
    } finally {
      sockets.forEach(handed -> handed.socket().close());
    }
  }

  private static Fd connect(Root root) throws IOException {
    try {
      return UnixSocket.connect(AgentFiles.control(root).toString(), SEND_MILLIS);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EAGAIN) {
        throw e;
      }
      throw new IOException(
          "the network agent has taken nothing for "
              + SEND_MILLIS / 1000
              + " seconds (see "
              + AgentFiles.log(root)
              + "; kill the process in "
              + AgentFiles.pid(root)
              + ", and the next command starts another)",
          e);
    }
  }

  /**
   * Takes what one command line hands over. What has come is served also where more should have:
   * then the pod that it is for, if there is to be one, lacks the less.
   *
   * @param control the agent's listening socket, which has a connection waiting
   */
  public static List<Handed> receive(Fd control) throws SyscallException {
    List<Handed> all = new ArrayList<>();
    try (Fd connection = UnixSocket.accept(control)) {
      receive(connection, all);
    }
    return all;
  }

  private static void receive(Fd connection, List<Handed> all) {
    try {
      UnixSocket.timeout(connection, RECEIVE_MILLIS);
      FdPassing.Message message = FdPassing.receive(connection, MAX_BYTES);
      while (message.bytes().length > 0) {
        String[] names = new String(message.bytes(), StandardCharsets.US_ASCII).split("\n");
        for (int i = 0; i < message.fds().size(); i++) {
          all.add(new Handed(i < names.length ? names[i] : "", message.fds().get(i)));
        }
        message = FdPassing.receive(connection, MAX_BYTES);
      }
    } catch (SyscallException e) { // EAGAIN: the command is stopped; EMFILE
      System.err.println("a command may have handed over more: " + e.getMessage());
    }
  }
}
