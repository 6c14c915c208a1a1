package io.beanpod.probe;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The frames of a gRPC server, written by hand: it knows nothing of the client's classes. */
final class GrpcServer {
  /** {@code :status 200, content-type application/grpc}, with an index and a literal. */
  static final byte[] OPENING = block(new byte[] {(byte) 0x88}, "content-type", "application/grpc");

  static final byte[] TRAILERS = block(new byte[0], "grpc-status", "0");

  /** What came, as {@code type:flags:payload in hex}. */
  final List<String> received = new CopyOnWriteArrayList<>();

  /** Speaks first, waits for the request, then writes these frames. */
  Servers answering(byte[]... frames) throws IOException {
    return Servers.doing(
        connection -> {
          greet(connection);
          request(connection);
          for (byte[] frame : frames) {
            connection.getOutputStream().write(frame);
          }
          connection.shutdownOutput();
          drain(connection);
        });
  }

  static void greet(Socket connection) throws IOException {
    byte[] preface = connection.getInputStream().readNBytes(24);
    if (!new String(preface, StandardCharsets.US_ASCII)
        .equals("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
      throw new IOException("no preface");
    }
    connection.getOutputStream().write(frame(4, 0, 0, new byte[0]));
  }

  /** Reads frames up to the one that ends the stream. */
  void request(Socket connection) throws IOException {
    DataInputStream in = new DataInputStream(connection.getInputStream());
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      received.add(type + ":" + flags + ":" + HexFormat.of().formatHex(payload));
      if (stream == 1 && type == 0 && flags == 1) {
        return;
      }
    }
  }

  static void drain(Socket connection) throws IOException {
    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        new byte[] {
          (byte) (payload.length >> 16),
          (byte) (payload.length >> 8),
          (byte) payload.length,
          (byte) type,
          (byte) flags,
          0,
          0,
          0,
          (byte) stream
        });
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /** A header block: some bytes, then literals. */
  static byte[] block(byte[] first, String... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    for (int i = 0; i < fields.length; i++) {
      if (i % 2 == 0) {
        out.write(0);
      }
      out.write(fields[i].length());
      out.writeBytes(fields[i].getBytes(StandardCharsets.US_ASCII));
    }
    return out.toByteArray();
  }

  /** A message in its frame, as DATA. */
  static byte[] message(int flags, byte... protobuf) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 0, 0, (byte) protobuf.length});
    out.writeBytes(protobuf);
    return frame(0, flags, 1, out.toByteArray());
  }
}
