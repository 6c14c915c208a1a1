package io.beanpod.probe;

import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Asks a gRPC server's health service, in the clear.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/probe/grpc/grpc.go">pkg/probe/grpc</a>
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/health-checking.md">grpc.health.v1</a>
 */
final class GrpcProber {
  private static final String CHECK = "/grpc.health.v1.Health/Check";

  /** grpc-go's first back-off: until the deadline a server may still come up. */
  private static final int RETRY_MILLIS = 1000;

  private static final String[] ANSWERS = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};
  private static final int SERVING = 1;

  private GrpcProber() {}

  static ProbeOutcome probe(Handler.Grpc grpc, String host, Deadline deadline) {
    String peer = Addresses.hostPort(host, grpc.port());
    Optional<Http2> connected = connect(host, grpc.port(), deadline);
    if (connected.isEmpty()) {
      return ProbeOutcome.failure(
          "timeout: failed to connect service \""
              + peer
              + "\" within "
              + deadline.text()
              + ": context deadline exceeded");
    }
    try (Http2 http2 = connected.get()) {
      GrpcCall call = new GrpcCall(http2);
      call.send(peer, CHECK, Math.max(1, deadline.remaining()), request(grpc.service()));
      GrpcStatus status = call.await();
      return status.code() == GrpcStatus.OK
          ? answered(status(call.message()))
          : failed(status, deadline);
    } catch (NetException e) {
      return e.isTimeout()
          ? late(deadline)
          : failed(new GrpcStatus(GrpcStatus.UNAVAILABLE, e.text()), deadline);
    }
  }

  /** Tries until a server has greeted or the time is over. */
  private static Optional<Http2> connect(String host, int port, Deadline deadline) {
    while (true) {
      try {
        return Optional.of(Http2.over(Connection.open(host, port, deadline)));
      } catch (NetException e) {
        // Why it failed is not told, as in the kubelet: what counts is that it took too long.
        if (e.isTimeout() || !pause(Math.min(RETRY_MILLIS, deadline.remaining()))) {
          return Optional.empty();
        }
      }
    }
  }

  private static boolean pause(int millis) {
    try {
      Thread.sleep(millis);
      return millis > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ProbeOutcome answered(int status) {
    if (status == SERVING) {
      return ProbeOutcome.success("service healthy");
    }
    boolean known = status >= 0 && status < ANSWERS.length;
    String name = known ? ANSWERS[status] : Integer.toString(status);
    return ProbeOutcome.failure("service unhealthy (responded with \"" + name + "\")");
  }

  private static ProbeOutcome failed(GrpcStatus status, Deadline deadline) {
    return switch (status.code()) {
      case GrpcStatus.UNIMPLEMENTED ->
          ProbeOutcome.failure(
              "error: this server does not implement the grpc health protocol"
                  + " (grpc.health.v1.Health): "
                  + status.message());
      case GrpcStatus.DEADLINE_EXCEEDED -> late(deadline);
      default -> ProbeOutcome.failure("error: health rpc probe failed: " + status);
    };
  }

  private static ProbeOutcome late(Deadline deadline) {
    return ProbeOutcome.failure("timeout: health rpc did not complete within " + deadline.text());
  }

  /** {@code HealthCheckRequest{service = 1}}; nothing at all for the server as a whole. */
  private static byte[] request(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (name.length > 0) {
      out.write(1 << 3 | 2);
      for (int rest = name.length; ; rest >>= 7) {
        out.write(rest < 128 ? rest : rest & 127 | 128);
        if (rest < 128) {
          break;
        }
      }
      out.writeBytes(name);
    }
    return out.toByteArray();
  }

  /** {@code HealthCheckResponse{status = 1}}: 0 if it says none. */
  private static int status(byte[] message) throws NetException {
    Protobuf in = new Protobuf(message);
    int status = 0;
    while (in.hasMore()) {
      long tag = in.varint();
      if (tag == 1 << 3) {
        status = (int) in.varint();
      } else {
        in.skip(tag);
      }
    }
    return status;
  }
}
