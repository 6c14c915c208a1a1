package io.beanpod.linux.netlink;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Namespaces;
import io.beanpod.linux.NetlinkSocket;
import io.beanpod.linux.SyscallException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation with one network namespace's kernel side. For one thread at a time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class Netlink implements AutoCloseable {
  /** How often a list is begun anew that changes while it is read. */
  private static final int DUMPS = 20;

  private final NetlinkSocket socket;
  private int sequence;

  private Netlink(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** With the network namespace of the calling thread. */
  public static Netlink open() throws SyscallException {
    return new Netlink(NetlinkSocket.open(NetlinkSocket.ROUTE));
  }

  /** With the packet filter of the calling thread's network namespace. */
  public static Netlink netfilter() throws SyscallException {
    return new Netlink(NetlinkSocket.open(NetlinkSocket.NETFILTER));
  }

  /**
   * With another network namespace.
   *
   * @param network a descriptor of {@code /proc/PID/ns/net} or of a file that one is bound on
   */
  public static Netlink open(Fd network) throws IOException {
    return Namespaces.inNetwork(network, Netlink::open);
  }

  /** For {@link ListeningSocket}s in the network namespace of the calling thread. */
  public static Netlink sockets() throws SyscallException {
    return new Netlink(NetlinkSocket.open(NetlinkSocket.SOCK_DIAG));
  }

  /** For those in another one, as {@link #open(Fd)} says. */
  public static Netlink sockets(Fd network) throws IOException {
    return Namespaces.inNetwork(network, Netlink::sockets);
  }

  /**
   * Carries requests out, in order, with one system call for all of them. The kernel does each of
   * them whatever became of those before.
   *
   * @throws SyscallException the first error, with the kernel's sentence on it if it has one
   */
  public void execute(Request... requests) throws IOException {
    int first = sequence + 1;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Request request : requests) {
      all.writeBytes(request.bytes(++sequence, Request.NLM_F_ACK));
    }
    socket.send(all.toByteArray(), all.size());
    SyscallException failure = null;
    int open = requests.length;
    while (open > 0) {
      for (Answer answer : Answer.all(socket.receive())) {
        int index = answer.sequence() - first;
        if (index < 0 || index >= requests.length || answer.type() != Answer.NLMSG_ERROR) {
          continue; // what is left of a list that was given up
        }
        open--;
        if (answer.errno() != 0 && failure == null) {
          failure = failure(requests[index].what(), answer);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** All objects of a kind, as they were at one moment. */
  List<Answer> dump(Request request) throws IOException {
    return dump(request, Integer.MAX_VALUE);
  }

  /** The first objects of a kind: the rest is read, and not kept. */
  List<Answer> dump(Request request, int most) throws IOException {
    for (int i = 0; i < DUMPS; i++) {
      List<Answer> answers = new ArrayList<>();
      if (exchange(request, Request.NLM_F_DUMP, most, answers)) {
        return answers;
      }
    }
    throw new SyscallException(
        "netlink", Errno.EAGAIN, request.what() + ": it changes all the time");
  }

  /** One object. */
  Answer get(Request request) throws IOException {
    List<Answer> answers = new ArrayList<>();
    exchange(request, 0, 1, answers);
    return answers.get(0);
  }

  /** Whether the answers are whole. */
  private boolean exchange(Request request, int flags, int most, List<Answer> answers)
      throws IOException {
    byte[] message = request.bytes(++sequence, flags);
    socket.send(message, message.length);
    boolean whole = true;
    while (true) {
      for (Answer answer : Answer.all(socket.receive())) {
        if (answer.sequence() != sequence) {
          continue;
        }
        whole &= !answer.isInterrupted();
        if (answer.type() == Answer.NLMSG_ERROR || answer.type() == Answer.NLMSG_DONE) {
          if (answer.errno() != 0) {
            throw failure(request.what(), answer);
          }
          return whole;
        }
        if (answers.size() < most) {
          answers.add(answer);
        }
        if (flags == 0) {
          return true;
        }
      }
    }
  }

  private static SyscallException failure(String what, Answer answer) throws MalformedAnswer {
    String sentence = answer.sentence();
    return new SyscallException(
        "netlink", answer.errno(), sentence.isEmpty() ? what : what + ": " + sentence);
  }

  @Override
  public void close() {
    socket.close();
  }
}
