package io.beanpod.pod;

import static io.beanpod.pod.PlanValues.choice;
import static io.beanpod.pod.PlanValues.count;
import static io.beanpod.pod.PlanValues.numbers;
import static io.beanpod.pod.PlanValues.optional;
import static io.beanpod.pod.PlanValues.text;
import static io.beanpod.pod.PlanValues.texts;

import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.LifecyclePlan;
import io.beanpod.lifecycle.ProbePlan;
import io.beanpod.lifecycle.RestartRule;
import io.beanpod.model.RestartPolicy;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link LifecyclePlan} as bytes, a part of {@link PlanCodec}'s. */
final class LifecycleCodec {
  private static final int NONE = 0;
  private static final int EXEC = 1;
  private static final int HTTP_GET = 2;
  private static final int TCP_SOCKET = 3;
  private static final int GRPC = 4;
  private static final int SLEEP = 5;

  private LifecycleCodec() {}

  static void encode(DataOutputStream out, LifecyclePlan life) throws IOException {
    out.writeByte(life.kind().ordinal());
    out.writeByte(life.restartPolicy().ordinal());
    out.writeInt(life.restartRules().size());
    for (RestartRule rule : life.restartRules()) {
      out.writeBoolean(rule.in());
      numbers(out, rule.values());
    }
    probe(out, life.startupProbe());
    probe(out, life.livenessProbe());
    probe(out, life.readinessProbe());
    handler(out, life.postStart());
    handler(out, life.preStop());
    out.writeInt(life.stopSignal());
    text(out, life.terminationMessagePath());
    out.writeBoolean(life.fallbackToLogs());
    out.writeBoolean(life.stdin());
    out.writeBoolean(life.stdinOnce());
    out.writeBoolean(life.tty());
    text(out, life.target().orElse(""));
  }

  static LifecyclePlan decode(DataInputStream in) throws IOException {
    return new LifecyclePlan(
        choice(in, ContainerKind.values()),
        choice(in, RestartPolicy.values()),
        rules(in),
        probe(in),
        probe(in),
        probe(in),
        handler(in),
        handler(in),
        in.readInt(),
        text(in),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        target(in));
  }

  /** No container's name is empty. */
  private static Optional<String> target(DataInputStream in) throws IOException {
    String name = text(in);
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private static List<RestartRule> rules(DataInputStream in) throws IOException {
    int n = count(in, Integer.BYTES);
    List<RestartRule> rules = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      rules.add(new RestartRule(in.readBoolean(), numbers(in)));
    }
    return rules;
  }

  private static void probe(DataOutputStream out, Optional<ProbePlan> probe) throws IOException {
    handler(out, probe.map(ProbePlan::handler));
    if (probe.isPresent()) {
      ProbePlan p = probe.get();
      out.writeInt(p.initialDelaySeconds());
      out.writeInt(p.timeoutSeconds());
      out.writeInt(p.periodSeconds());
      out.writeInt(p.successThreshold());
      out.writeInt(p.failureThreshold());
      optional(out, p.graceSeconds());
    }
  }

  private static Optional<ProbePlan> probe(DataInputStream in) throws IOException {
    Optional<Handler> handler = handler(in);
    if (handler.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProbePlan(
            handler.get(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            optional(in)));
  }

  private static void handler(DataOutputStream out, Optional<Handler> handler) throws IOException {
    if (handler.isEmpty()) {
      out.writeByte(NONE);
    } else if (handler.get() instanceof Handler.Exec exec) {
      out.writeByte(EXEC);
      texts(out, exec.command());
    } else if (handler.get() instanceof Handler.HttpGet get) {
      out.writeByte(HTTP_GET);
      out.writeBoolean(get.https());
      text(out, get.host());
      out.writeInt(get.port());
      text(out, get.path());
      out.writeInt(get.headers().size());
      for (Handler.Header header : get.headers()) {
        text(out, header.name());
        text(out, header.value());
      }
    } else if (handler.get() instanceof Handler.TcpSocket tcp) {
      out.writeByte(TCP_SOCKET);
      text(out, tcp.host());
      out.writeInt(tcp.port());
    } else if (handler.get() instanceof Handler.Grpc grpc) {
      out.writeByte(GRPC);
      out.writeInt(grpc.port());
      text(out, grpc.service());
    } else {
      out.writeByte(SLEEP);
      out.writeLong(((Handler.Sleep) handler.get()).seconds());
    }
  }

  private static Optional<Handler> handler(DataInputStream in) throws IOException {
    switch (in.readByte()) {
      case NONE:
        return Optional.empty();
      case EXEC:
        return Optional.of(new Handler.Exec(texts(in)));
      case HTTP_GET:
        return Optional.of(
            new Handler.HttpGet(in.readBoolean(), text(in), in.readInt(), text(in), headers(in)));
      case TCP_SOCKET:
        return Optional.of(new Handler.TcpSocket(text(in), in.readInt()));
      case GRPC:
        return Optional.of(new Handler.Grpc(in.readInt(), text(in)));
      case SLEEP:
        return Optional.of(new Handler.Sleep(in.readLong()));
      default:
        throw new IOException("the plan has a handler of an unknown kind");
    }
  }

  private static List<Handler.Header> headers(DataInputStream in) throws IOException {
    int n = count(in, 2 * Integer.BYTES);
    List<Handler.Header> headers = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      headers.add(new Handler.Header(text(in), text(in)));
    }
    return headers;
  }
}
