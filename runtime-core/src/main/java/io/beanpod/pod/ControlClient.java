package io.beanpod.pod;

import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.UnixSocket;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks a pod's pause for something, over its control socket. */
final class ControlClient {
  private static final int TIMEOUT_MILLIS = 5000;

  private ControlClient() {}

  /** Stop within {@code graceSeconds}, then remove the pod. */
  static void delete(Root root, String uid, int graceSeconds) throws IOException {
    ask(root, uid, "delete " + graceSeconds + "\n");
  }

  /** The object's metadata and spec are now these, each a JSON object on one line. */
  static void update(Root root, String uid, String metadata, String spec) throws IOException {
    String both = metadata + "\n" + spec;
    int length = both.getBytes(StandardCharsets.UTF_8).length;
    ask(root, uid, "update " + length + "\n" + both);
  }

  private static void ask(Root root, String uid, String request) throws IOException {
    String path = root.pod(uid).resolve("control.sock").toString();
    try (Fd socket = UnixSocket.connect(path);
        NativeBuffer buffer = new NativeBuffer(4096)) {
      UnixSocket.timeout(socket, TIMEOUT_MILLIS);
      socket.write(request.getBytes(StandardCharsets.UTF_8));
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
