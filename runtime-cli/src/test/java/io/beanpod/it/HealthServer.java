package io.beanpod.it;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As little of a gRPC server with the health service as a client that asks once per connection
 * needs: every request is taken for {@code grpc.health.v1.Health/Check}.
 *
 * @see <a href="https://httpwg.org/specs/rfc9113.html">HTTP/2</a>
 */
final class HealthServer implements AutoCloseable {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PREFACE = 24;

  private final ServerSocket listener = new ServerSocket(0);
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean serving = true;

  HealthServer() throws IOException {
    Thread.ofPlatform().daemon().name("health").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What it says from now on. */
  void serving(boolean yes) {
    serving = yes;
  }

  /** Waits until it was asked so often. */
  void awaitCalls(int count) {
    Await.until(count + " calls", () -> calls.get() >= count, calls::get);
  }

  private void accept() {
    try {
      while (true) {
        try (Socket connection = listener.accept()) {
          serve(connection);
        } catch (EOFException clientGone) {
          // It may well not wait for the answer's last frame.
        }
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void serve(Socket connection) throws IOException {
    DataInputStream in = new DataInputStream(connection.getInputStream());
    in.readFully(new byte[PREFACE]);
    connection.getOutputStream().write(frame(SETTINGS, 0, 0, new byte[0]));
    boolean asked = false;
    while (!asked) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      in.readInt();
      in.readFully(new byte[length]);
      asked = (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }
    calls.incrementAndGet();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(
        frame(HEADERS, END_HEADERS, 1, headers(0x88, "content-type", "application/grpc")));
    // HealthCheckResponse{status = 1 or 2}, after gRPC's flag and length.
    byte[] message = {0, 0, 0, 0, 2, 1 << 3, (byte) (serving ? 1 : 2)};
    answer.writeBytes(frame(DATA, 0, 1, message));
    answer.writeBytes(frame(HEADERS, END_HEADERS | END_STREAM, 1, headers(-1, "grpc-status", "0")));
    connection.getOutputStream().write(answer.toByteArray());
    connection.shutdownOutput();
    in.readAllBytes();
  }

  /** An indexed field, where there is one, and a literal without indexing. */
  private static byte[] headers(int indexed, String name, String value) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    if (indexed >= 0) {
      block.write(indexed);
    }
    block.write(0);
    for (String word : new String[] {name, value}) {
      block.write(word.length());
      block.writeBytes(word.getBytes(StandardCharsets.US_ASCII));
    }
    return block.toByteArray();
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] head = {0, 0, (byte) payload.length, (byte) type, (byte) flags, 0, 0, 0, (byte) stream};
    out.writeBytes(head);
    out.writeBytes(payload);
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
