package io.beanpod.agent.dns;

import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TcpSocket;
import io.beanpod.linux.UnixSocket;
import java.util.Optional;

/**
 * Messages over a TCP connection: two bytes of length, then that many. RFC 1035, 4.2.2.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766">RFC 7766</a>
 */
final class TcpMessages {
  private static final int LENGTH = 2;

  private final Fd socket;
  private final NativeBuffer buffer;
  private final int millis;

  /**
   * @param socket blocks; it gets a timeout here
   * @param buffer of as many bytes as a message that is received may have; used here alone
   * @param millis that a message may take to begin, then to come whole
   */
  TcpMessages(Fd socket, NativeBuffer buffer, int millis) throws SyscallException {
    this.socket = socket;
    this.buffer = buffer;
    this.millis = millis;
    UnixSocket.timeout(socket, millis);
  }

  /** The next message; empty at the end, too late, or if it is too long. */
  Optional<byte[]> receive() throws SyscallException {
    Optional<byte[]> length = exactly(LENGTH);
    if (length.isEmpty()) {
      return length;
    }
    int bytes = (length.get()[0] & 0xff) << 8 | length.get()[1] & 0xff;
    return bytes <= buffer.size() ? exactly(bytes) : Optional.empty();
  }

  private Optional<byte[]> exactly(int count) throws SyscallException {
    byte[] bytes = new byte[count];
    long end = System.nanoTime() + millis * 1_000_000L; // also of one byte at a time
    for (int have = 0; have < count; ) {
      int n = TcpSocket.receive(socket, buffer, count - have);
      if (n <= 0 || have + n < count && System.nanoTime() - end > 0) {
        return Optional.empty();
      }
      buffer.copyTo(0, bytes, have, n);
      have += n;
    }
    return Optional.of(bytes);
  }

  /**
   * Sends a message, of at most 65535 bytes.
   *
   * @throws SyscallException EAGAIN if the other end does not take it within the socket's timeout
   */
  void send(byte[] message) throws SyscallException {
    byte[] framed = new byte[LENGTH + message.length];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, LENGTH, message.length);
    socket.write(framed);
  }
}
