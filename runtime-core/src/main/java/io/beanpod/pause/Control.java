package io.beanpod.pause;

import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.UnixSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the command line may ask a pause to do, over its Unix socket. One request a connection:
 *
 * <pre>
 * delete SECONDS LF               stop the containers within SECONDS, then remove the pod
 * update LENGTH LF JSON LF JSON   the object's metadata and spec are now these
 * </pre>
 *
 * <p>The answer is {@code ok LF}, or {@code error: REASON LF}. Only root may connect; the socket's
 * mode and the peer's credentials are both checked.
 */
final class Control {
  private static final int TIMEOUT_MILLIS = 2000;
  private static final int MAX_REQUEST = 4 << 20;
  private static final String UPDATE = "update ";

  /** What the requests do. */
  interface Handler {
    void delete(int graceSeconds) throws IOException;

    void update(String metadata, String spec) throws IOException;
  }

  private final Fd socket;
  private final Handler handler;

  Control(Fd socket, Handler handler) {
    this.socket = socket;
    this.handler = handler;
  }

  /** Serves one connection; a client that is slow or talks nonsense harms only itself. */
  void serveOne() throws IOException {
    try (Fd connection = UnixSocket.accept(socket)) {
      UnixSocket.timeout(connection, TIMEOUT_MILLIS);
      String answer = "error: only root may control a pod\n";
      if (UnixSocket.peerUid(connection) == 0) {
        answer = answer(connection);
      }
      connection.write(answer.getBytes(StandardCharsets.UTF_8));
    } catch (SyscallException clientGone) {
      System.err.println("beanpod: control connection: " + clientGone.getMessage());
    }
  }

  private String answer(Fd connection) throws SyscallException {
    try {
      String request = read(connection);
      int newline = request.indexOf('\n');
      String line = newline < 0 ? request : request.substring(0, newline);
      if (line.startsWith("delete ")) {
        handler.delete(Integer.parseInt(line.substring("delete ".length())));
      } else if (line.startsWith(UPDATE)) {
        int second = request.indexOf('\n', newline + 1);
        handler.update(request.substring(newline + 1, second), request.substring(second + 1));
      } else {
        return "error: unknown request\n";
      }
      return "ok\n";
    } catch (SyscallException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return "error: " + e.getMessage() + "\n";
    }
  }

  /** Reads a line, and behind {@code update N} the N bytes that belong to it. */
  private static String read(Fd connection) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NativeBuffer buffer = new NativeBuffer(4096)) {
      int wanted = -1;
      while (wanted < 0 || bytes.size() < wanted) {
        int n = connection.read(buffer);
        if (n <= 0) {
          throw new IOException("the request is cut off");
        }
        byte[] chunk = new byte[n];
        buffer.copyTo(0, chunk, 0, n);
        bytes.write(chunk);
        if (wanted < 0) {
          wanted = length(bytes.toString(StandardCharsets.ISO_8859_1));
        }
        if (bytes.size() > MAX_REQUEST || wanted > MAX_REQUEST) {
          throw new IOException("the request is longer than 4 MiB");
        }
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The whole request's length in bytes, or -1 while its first line is not there. */
  private static int length(String start) {
    int newline = start.indexOf('\n');
    if (newline < 0) {
      return -1;
    }
    return start.startsWith(UPDATE)
        ? newline + 1 + Integer.parseInt(start, UPDATE.length(), newline, 10)
        : newline + 1;
  }
}
