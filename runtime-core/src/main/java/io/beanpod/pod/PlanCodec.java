package io.beanpod.pod;

import io.beanpod.cgroup.Limits;
import io.beanpod.container.ContainerPlan;
import io.beanpod.model.RestartPolicy;
import io.beanpod.store.Root;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A {@link PodPlan} as bytes, between a CLI and the pause of the same build. Binary and without a
 * parser, because the pause is a small JVM in a hurry.
 */
public final class PlanCodec {
  /** First bytes of a plan, with a version: a pause of another build refuses it. */
  private static final int MAGIC = 0xBEA90D01;

  private PlanCodec() {}

  /** The plan's bytes. */
  public static byte[] encode(PodPlan plan) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      text(out, plan.root().base().toString());
      out.writeBoolean(plan.root().isDefault());
      text(out, plan.uid());
      text(out, plan.namespace());
      text(out, plan.name());
      text(out, plan.metadata());
      text(out, plan.spec());
      text(out, plan.qosClass());
      text(out, plan.hostIp());
      out.writeByte(plan.restartPolicy().ordinal());
      out.writeInt(plan.graceSeconds());
      out.writeBoolean(plan.hostNetwork());
      out.writeBoolean(plan.hostPid());
      out.writeBoolean(plan.hostIpc());
      out.writeBoolean(plan.shareProcessNamespace());
      text(out, plan.hostname());
      text(out, plan.hosts());
      text(out, plan.resolvConf());
      out.writeLong(plan.backoffBaseMillis());
      out.writeLong(plan.backoffMaxMillis());
      out.writeInt(plan.containers().size());
      for (ContainerPlan container : plan.containers()) {
        container(out, container);
      }
    } catch (IOException impossible) { // a ByteArrayOutputStream throws none
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The plan of these bytes.
   *
   * @throws IOException if they are no plan of this build
   */
  public static PodPlan decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      if (in.readInt() != MAGIC) {
        throw new IOException("the plan comes from another version of Beanpod");
      }
      PodPlan plan = plan(in);
      if (in.available() > 0) {
        throw new IOException(in.available() + " bytes too many behind the plan");
      }
      return plan;
    } catch (EOFException e) {
      throw new IOException("the plan is cut off after " + bytes.length + " bytes", e);
    }
  }

  private static PodPlan plan(DataInputStream in) throws IOException {
    return new PodPlan(
        new Root(Path.of(text(in)), in.readBoolean()),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        restartPolicy(in),
        in.readInt(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        text(in),
        text(in),
        text(in),
        in.readLong(),
        in.readLong(),
        containers(in));
  }

  private static void container(DataOutputStream out, ContainerPlan c) throws IOException {
    text(out, c.name());
    text(out, c.image());
    text(out, c.imageId());
    texts(out, c.layers());
    texts(out, c.argv());
    texts(out, c.env());
    text(out, c.workingDir());
    out.writeInt(c.uid());
    out.writeInt(c.gid());
    out.writeInt(c.groups().size());
    for (int group : c.groups()) {
      out.writeInt(group);
    }
    Limits limits = c.limits();
    out.writeLong(limits.memoryBytes().orElse(-1));
    out.writeLong(limits.cpuMilli().orElse(-1));
    out.writeLong(limits.cpuRequestMilli().orElse(-1));
    out.writeLong(limits.pids().orElse(-1));
    out.writeBoolean(limits.oomGroup());
  }

  private static List<ContainerPlan> containers(DataInputStream in) throws IOException {
    int n = count(in, Integer.BYTES);
    List<ContainerPlan> containers = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      containers.add(
          new ContainerPlan(
              text(in),
              text(in),
              text(in),
              texts(in),
              texts(in),
              texts(in),
              text(in),
              in.readInt(),
              in.readInt(),
              numbers(in),
              new Limits(
                  optional(in), optional(in), optional(in), optional(in), in.readBoolean())));
    }
    return containers;
  }

  private static RestartPolicy restartPolicy(DataInputStream in) throws IOException {
    int ordinal = in.readByte();
    if (ordinal < 0 || ordinal >= RestartPolicy.values().length) {
      throw new IOException("the plan has no restart policy " + ordinal);
    }
    return RestartPolicy.values()[ordinal];
  }

  private static OptionalLong optional(DataInputStream in) throws IOException {
    long value = in.readLong();
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static List<Integer> numbers(DataInputStream in) throws IOException {
    int n = count(in, Integer.BYTES);
    List<Integer> numbers = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      numbers.add(in.readInt());
    }
    return numbers;
  }

  /** Not writeUTF: a spec may be longer than its 64 KiB. */
  private static void text(DataOutputStream out, String s) throws IOException {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] utf8 = new byte[count(in, 1)];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** How many things of at least {@code size} bytes follow: never more than there is room for. */
  private static int count(DataInputStream in, int size) throws IOException {
    int n = in.readInt();
    if (n < 0 || n > in.available() / size) {
      throw new EOFException("a length of " + n + " with " + in.available() + " bytes left");
    }
    return n;
  }

  private static void texts(DataOutputStream out, List<String> all) throws IOException {
    out.writeInt(all.size());
    for (String s : all) {
      text(out, s);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int n = count(in, Integer.BYTES);
    List<String> all = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      all.add(text(in));
    }
    return all;
  }
}
