package io.beanpod.pause;

import io.beanpod.lifecycle.Clock;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.UnixSocket;
import io.beanpod.pod.PodPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Serves the pause's Unix socket: one {@link ControlRequest} a connection, and the answer {@code ok
 * LF} or {@code error: REASON LF}. Only root may connect; the socket's mode and the peer's
 * credentials are both checked.
 *
 * <p>It runs on the event loop, so that requests and deaths come one after the other. A client that
 * is slow holds up the pod for {@link #TIMEOUT_MILLIS} at the most, however it spreads its bytes.
 */
final class Control {
  static final int TIMEOUT_MILLIS = 2000;
  private static final int CHUNK = 4096;

  /** What the requests do. */
  interface Handler {
    void delete(int graceSeconds) throws IOException;

    void update(PodPlan plan) throws IOException;

    void condition(String type, String status, String reason, String message) throws IOException;

    /**
     * Sends the client the descriptors of a container's streams before the answer; the connection
     * stays the caller's, to be closed after that.
     */
    void attach(String container, Fd connection) throws IOException;
  }

  private final Fd socket;
  private final Handler handler;
  private final Clock clock;

  Control(Fd socket, Handler handler, Clock clock) {
    this.socket = socket;
    this.handler = handler;
    this.clock = clock;
  }

  /** Serves the next connection. */
  void serveOne() {
    try (Fd connection = UnixSocket.accept(socket)) {
      String answer =
          UnixSocket.peerUid(connection) == 0
              ? answer(connection)
              : "error: only root may control a pod\n";
      connection.write(answer.getBytes(StandardCharsets.UTF_8));
    } catch (SyscallException clientGone) {
      System.err.println("beanpod: control connection: " + clientGone.getMessage());
    }
  }

  /** Does what the client asks, and says how that went. */
  String answer(Fd connection) {
    try {
      ControlRequest request = ControlRequest.parse(read(connection));
      if (request instanceof ControlRequest.Delete delete) {
        handler.delete(delete.graceSeconds());
      } else if (request instanceof ControlRequest.Update update) {
        handler.update(update.plan());
      } else if (request instanceof ControlRequest.Condition c) {
        handler.condition(c.type(), c.status(), c.reason(), c.message());
      } else if (request instanceof ControlRequest.Attach attach) {
        handler.attach(attach.container(), connection);
      }
      return "ok\n";
    } catch (IOException e) {
      return "error: " + e.getMessage() + "\n";
    }
  }

  private byte[] read(Fd connection) throws IOException {
    long deadline = clock.monotonicMillis() + TIMEOUT_MILLIS;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NativeBuffer buffer = new NativeBuffer(CHUNK)) {
      byte[] chunk = new byte[CHUNK];
      int wanted = -1;
      while (wanted < 0 || bytes.size() < wanted) {
        int n = read(connection, buffer, deadline);
        buffer.copyTo(0, chunk, 0, n);
        bytes.write(chunk, 0, n);
        if (wanted < 0) {
          wanted = ControlRequest.length(bytes.toByteArray());
        }
      }
    }
    return bytes.toByteArray();
  }

  private int read(Fd connection, NativeBuffer buffer, long deadline) throws IOException {
    long left = deadline - clock.monotonicMillis();
    int n = -1;
    if (left > 0) {
      UnixSocket.timeout(connection, (int) left);
      n = connection.read(buffer);
    }
    if (n < 0) {
      throw new IOException("the request did not come within " + TIMEOUT_MILLIS / 1000 + " s");
    }
    if (n == 0) {
      throw new IOException("the request is cut off");
    }
    return n;
  }
}
