package io.beanpod.pod;

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
import java.util.Optional;

/**
 * A running container's standard streams, handed over by its pod's pause. The pause takes the end
 * of the connection for our leave, and a byte on it for the end of our input.
 *
 * @param input to be written: the container's stdin, or the master of its terminal; empty if it has
 *     neither
 * @param outputs to be read to their end: copies of its stdout and stderr, or of its terminal
 * @param stdin whether what is written to {@code input} is read
 * @param tty whether {@code input} is the master of a terminal
 * @param once whether the container's stdin ends with our input ({@code stdinOnce})
 */
public record Attachment(
    Fd connection, Optional<Fd> input, List<Fd> outputs, boolean stdin, boolean tty, boolean once) {
  private static final int TIMEOUT_MILLIS = 5000;
  private static final int MAX_ANSWER = 4096;

  /**
   * Attaches.
   *
   * @throws IOException with the pause's reason where the container can't be attached to
   */
  public static Attachment open(Root root, String uid, String container) throws IOException {
    Fd connection = UnixSocket.connect(root.pod(uid).resolve("control.sock").toString());
    try {
      UnixSocket.timeout(connection, TIMEOUT_MILLIS);
      connection.write(("attach " + container + "\n").getBytes(StandardCharsets.US_ASCII));
      FdPassing.Message message = FdPassing.receive(connection, MAX_ANSWER);
      String line = new String(message.bytes(), StandardCharsets.UTF_8).strip();
      if (!line.equals("streams") && !line.startsWith("streams ")) {
        String problem = line.isEmpty() ? "the pod's pause ended meanwhile" : line;
        throw new IOException(
            problem.startsWith("error: ") ? problem.substring("error: ".length()) : problem);
      }
      List<String> words = List.of(line.split(" ", -1));
      List<Fd> outputs = new ArrayList<>(message.fds());
      boolean stdin = words.contains("in");
      boolean tty = words.contains("tty");
      Optional<Fd> input = stdin || tty ? Optional.of(outputs.remove(0)) : Optional.empty();
      FdPassing.receive(connection, MAX_ANSWER); // "ok", as to every request
      return new Attachment(connection, input, outputs, stdin, tty, words.contains("once"));
    } catch (IOException e) {
      connection.close();
      if (e instanceof SyscallException s
          && (s.errno() == Errno.ECONNRESET || s.errno() == Errno.EPIPE)) {
        throw new IOException("the pod's pause ended meanwhile", e); // with us in its backlog
      }
      throw e;
    }
  }

  /** Our input has ended, and we stay for the output. */
  public void endInput() throws IOException {
    input.ifPresent(Fd::close);
    connection.write(new byte[] {'e'});
  }
}
