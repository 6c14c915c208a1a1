package io.beanpod.pod;

import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.UnixSocket;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks a pod's pause for something, over its control socket. */
final class ControlClient {
  private static final int TIMEOUT_MILLIS = 5000;

  private ControlClient() {}

  /** Stop within {@code graceSeconds}, then remove the pod. */
  static void delete(Root root, String uid, int graceSeconds) throws IOException {
    ask(root, uid, ("delete " + graceSeconds + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The pod is now what this plan says: bytes of {@link PlanCodec}. */
  static void update(Root root, String uid, byte[] plan) throws IOException {
    byte[] line = ("update " + plan.length + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] request = Arrays.copyOf(line, line.length + plan.length);
    System.arraycopy(plan, 0, request, line.length, plan.length);
    ask(root, uid, request);
  }

  /**
   * A condition of the pod's status that is not the pause's own is now this.
   *
   * @param type one line, as {@code status} and {@code reason}
   * @param status True, False or Unknown
   * @param message any text
   */
  static void condition(
      Root root, String uid, String type, String status, String reason, String message)
      throws IOException {
    String text = type + "\n" + status + "\n" + reason + "\n" + message;
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    ask(root, uid, ("condition " + length + "\n" + text).getBytes(StandardCharsets.UTF_8));
  }

  private static void ask(Root root, String uid, byte[] request) throws IOException {
    String path = root.pod(uid).resolve("control.sock").toString();
    try (Fd socket = UnixSocket.connect(path);
        NativeBuffer buffer = new NativeBuffer(4096)) {
      UnixSocket.timeout(socket, TIMEOUT_MILLIS);
      socket.write(request);
      int n = socket.read(buffer);
      if (n < 0) {
        throw new IOException(
            "the pod's pause did not answer within " + TIMEOUT_MILLIS / 1000 + " s");
      }
      byte[] answer = new byte[n];
      buffer.copyTo(0, answer, 0, n);
      String line = new String(answer, StandardCharsets.UTF_8).strip();
      if (!line.equals("ok")) {
        throw new IOException(line.isEmpty() ? "the pod's pause ended meanwhile" : line);
      }
    }
  }
}
