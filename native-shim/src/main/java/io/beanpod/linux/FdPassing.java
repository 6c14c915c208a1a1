package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes descriptors over a Unix socket: the receiver gets its own numbers for the same open files.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>, SCM_RIGHTS
 * @see <a href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>
 */
public final class FdPassing {
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CTRUNC = 8;
  private static final int HEADER = 16; // struct cmsghdr
  private static final int MAX = 16;
  private static final int MSGHDR = 56;
  private static final int MSG_CONTROLLEN = 40;
  private static final int MSG_FLAGS = 48;

  /**
   * What came.
   *
   * @param bytes of the message; empty at the end of the connection
   * @param fds in the order they were sent in; all of them O_CLOEXEC
   */
  @SuppressWarnings("ArrayRecordComponent") // a value that is read once
  public record Message(byte[] bytes, List<Fd> fds) {}

  private FdPassing() {}

  /**
   * Sends bytes, and descriptors with the first of them; the descriptors stay open here.
   *
   * @param bytes at least one, and few enough for the socket's buffer
   * @param fds at most 16
   */
  public static void send(Fd socket, byte[] bytes, List<Fd> fds) throws SyscallException {
    if (bytes.length == 0 || fds.size() > MAX) {
      throw new IllegalArgumentException(bytes.length + " bytes with " + fds.size() + " fds");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(bytes.length);
      Memory.put(data, 0, bytes);
      MemorySegment control = arena.allocate(HEADER + MAX * 4L, 8);
      Memory.putLong(control, 0, HEADER + fds.size() * 4L); // CMSG_LEN
      Memory.putInt(control, 8, SOL_SOCKET);
      Memory.putInt(control, 12, SCM_RIGHTS);
      for (int i = 0; i < fds.size(); i++) {
        Memory.putInt(control, HEADER + 4 * i, fds.get(i).number());
      }
      long space = HEADER + (fds.size() * 4L + 7) / 8 * 8; // CMSG_SPACE
      MemorySegment message = message(arena, data, control, fds.isEmpty() ? 0 : space);
      long n;
      do {
        n = Kernel.call(Nr.SENDMSG, socket.number(), message.address(), MSG_NOSIGNAL);
      } while (n == -Errno.EINTR);
      if (Kernel.check("sendmsg", socket.toString(), n) < bytes.length) {
        throw new SyscallException("sendmsg", Errno.EAGAIN, n + " of " + bytes.length + " bytes");
      }
    }
  }

  /**
   * Receives what was sent at once, or a part of it if there are more bytes than {@code max}.
   *
   * @throws SyscallException EAGAIN after the socket's timeout
   */
  public static Message receive(Fd socket, int max) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(max);
      MemorySegment control = arena.allocate(HEADER + MAX * 4L, 8);
      MemorySegment message = message(arena, data, control, control.byteSize());
      long n;
      do {
        n = Kernel.call(Nr.RECVMSG, socket.number(), message.address(), MSG_CMSG_CLOEXEC);
      } while (n == -Errno.EINTR);
      Kernel.check("recvmsg", socket.toString(), n);
      List<Fd> fds = new ArrayList<>();
      if (Memory.getLong(message, MSG_CONTROLLEN) >= HEADER
          && Memory.getInt(control, 8) == SOL_SOCKET
          && Memory.getInt(control, 12) == SCM_RIGHTS) {
        for (int at = HEADER; at < Memory.getLong(control, 0); at += 4) {
          fds.add(Fd.of(Memory.getInt(control, at)));
        }
      }
      if ((Memory.getInt(message, MSG_FLAGS) & MSG_CTRUNC) != 0) {
        fds.forEach(Fd::close); // the kernel dropped some: this process has too many open
        throw new SyscallException("recvmsg", Errno.EMFILE, socket.toString());
      }
      return new Message(Memory.bytes(data, (int) n), fds);
    }
  }

  /** A struct msghdr. */
  private static MemorySegment message(
      Arena arena, MemorySegment data, MemorySegment control, long controlLength) {
    MemorySegment vector = arena.allocate(16, 8);
    Memory.putLong(vector, 0, data.address());
    Memory.putLong(vector, 8, data.byteSize());
    MemorySegment message = arena.allocate(MSGHDR, 8);
    Memory.putLong(message, 16, vector.address());
    Memory.putLong(message, 24, 1);
    Memory.putLong(message, 32, controlLength == 0 ? 0 : control.address());
    Memory.putLong(message, MSG_CONTROLLEN, controlLength);
    return message;
  }
}
