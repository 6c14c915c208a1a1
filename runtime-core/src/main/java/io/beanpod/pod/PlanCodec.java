package io.beanpod.pod;

import static io.beanpod.pod.PlanValues.choice;
import static io.beanpod.pod.PlanValues.count;
import static io.beanpod.pod.PlanValues.numbers;
import static io.beanpod.pod.PlanValues.optional;
import static io.beanpod.pod.PlanValues.text;
import static io.beanpod.pod.PlanValues.textMap;
import static io.beanpod.pod.PlanValues.texts;

import io.beanpod.cgroup.HugePages;
import io.beanpod.cgroup.Limits;
import io.beanpod.cgroup.MemoryQos;
import io.beanpod.container.ContainerPlan;
import io.beanpod.container.ContainerResources;
import io.beanpod.container.Credentials;
import io.beanpod.lifecycle.LogLimits;
import io.beanpod.model.RestartPolicy;
import io.beanpod.network.DeclaredPort;
import io.beanpod.store.Root;
import io.beanpod.volume.VolumesPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@link PodPlan} as bytes, between a CLI and the pause of the same build. Binary and without a
 * parser, because the pause is a small JVM in a hurry.
 */
public final class PlanCodec {
  /** First bytes of a plan, with a version: a pause of another build refuses it. */
  private static final int MAGIC = 0xBEA90D12;

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
      texts(out, plan.podIps());
      ports(out, plan.ports());
      out.writeByte(plan.restartPolicy().ordinal());
      out.writeInt(plan.graceSeconds());
      out.writeBoolean(plan.hostNetwork());
      out.writeBoolean(plan.hostPid());
      out.writeBoolean(plan.hostIpc());
      out.writeBoolean(plan.shareProcessNamespace());
      text(out, plan.hostname());
      text(out, plan.hosts());
      text(out, plan.resolvConf());
      texts(out, plan.dnsOmissions());
      texts(out, plan.sysctls());
      out.writeLong(plan.backoffBaseMillis());
      out.writeLong(plan.backoffMaxMillis());
      optional(out, plan.activeDeadlineSeconds());
      texts(out, plan.readinessGates());
      out.writeInt(plan.containers().size());
      for (ContainerPlan container : plan.containers()) {
        container(out, container);
      }
      out.writeLong(plan.logs().maxBytes());
      out.writeInt(plan.logs().maxFiles());
      out.writeInt(plan.storage().size());
      for (StorageLimit limit : plan.storage()) {
        out.writeByte(limit.of().ordinal());
        text(out, limit.name());
        out.writeLong(limit.bytes());
        text(out, limit.quantity());
      }
      out.writeBoolean(!plan.volumes().isEmpty());
      if (!plan.volumes().isEmpty()) {
        VolumeCodec.encode(out, plan.volumes());
      }
      limits(out, plan.limits());
      out.writeLong(plan.memoryRequestBytes());
      out.writeLong(plan.generation());
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
    } catch (IllegalArgumentException e) {
      throw new IOException("the plan makes no sense: " + e.getMessage(), e);
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
        texts(in),
        ports(in),
        choice(in, RestartPolicy.values()),
        in.readInt(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        text(in),
        text(in),
        text(in),
        texts(in),
        textMap(in),
        in.readLong(),
        in.readLong(),
        optional(in),
        texts(in),
        containers(in),
        new LogLimits(in.readLong(), in.readInt()),
        storage(in),
        in.readBoolean() ? VolumeCodec.decode(in) : VolumesPlan.NONE,
        limits(in),
        in.readLong(),
        in.readLong());
  }

  private static void ports(DataOutputStream out, List<DeclaredPort> ports) throws IOException {
    out.writeInt(ports.size());
    for (DeclaredPort port : ports) {
      text(out, port.container());
      text(out, port.protocol());
      out.writeInt(port.port());
      out.writeInt(port.hostPort());
      text(out, port.hostIp());
    }
  }

  private static List<DeclaredPort> ports(DataInputStream in) throws IOException {
    int n = count(in, 2 * Integer.BYTES);
    List<DeclaredPort> ports = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      ports.add(new DeclaredPort(text(in), text(in), in.readInt(), in.readInt(), text(in)));
    }
    return ports;
  }

  private static List<StorageLimit> storage(DataInputStream in) throws IOException {
    int n = count(in, Long.BYTES);
    List<StorageLimit> limits = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      limits.add(
          new StorageLimit(
              choice(in, StorageLimit.Of.values()), text(in), in.readLong(), text(in)));
    }
    return limits;
  }

  private static void container(DataOutputStream out, ContainerPlan c) throws IOException {
    text(out, c.name());
    text(out, c.image());
    text(out, c.imageId());
    texts(out, c.layers());
    texts(out, c.argv());
    texts(out, c.env());
    out.writeBoolean(c.environment().isPresent());
    if (c.environment().isPresent()) {
      EnvironmentCodec.encode(out, c.environment().get());
    }
    text(out, c.workingDir());
    credentials(out, c.credentials());
    text(out, c.seccompFilter().map(Path::toString).orElse(""));
    out.writeBoolean(c.privileged());
    out.writeBoolean(c.readOnlyRoot());
    text(out, c.refusal().orElse(""));
    out.writeBoolean(!c.mounts().isEmpty());
    if (!c.mounts().isEmpty()) {
      VolumeCodec.mounts(out, c.mounts());
    }
    limits(out, c.limits());
    texts(out, c.resources().limits());
    texts(out, c.resources().requests());
    out.writeBoolean(c.resources().cpuRestarts());
    out.writeBoolean(c.resources().memoryRestarts());
    out.writeInt(c.oomScoreAdj());
    LifecycleCodec.encode(out, c.life());
  }

  private static void limits(DataOutputStream out, Limits limits) throws IOException {
    optional(out, limits.memoryBytes());
    optional(out, limits.cpuMilli());
    optional(out, limits.cpuRequestMilli());
    optional(out, limits.pids());
    out.writeBoolean(limits.oomGroup());
    out.writeBoolean(limits.memoryQos().isPresent());
    if (limits.memoryQos().isPresent()) {
      out.writeLong(limits.memoryQos().get().minBytes());
      out.writeLong(limits.memoryQos().get().highBytes());
    }
    out.writeInt(limits.hugePages().size());
    for (HugePages pages : limits.hugePages()) {
      out.writeLong(pages.pageBytes());
      out.writeLong(pages.bytes());
    }
  }

  private static Limits limits(DataInputStream in) throws IOException {
    return new Limits(
        optional(in),
        optional(in),
        optional(in),
        optional(in),
        in.readBoolean(),
        in.readBoolean()
            ? Optional.of(new MemoryQos(in.readLong(), in.readLong()))
            : Optional.empty(),
        hugePages(in));
  }

  private static List<HugePages> hugePages(DataInputStream in) throws IOException {
    int n = count(in, 2 * Long.BYTES);
    List<HugePages> pages = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      pages.add(new HugePages(in.readLong(), in.readLong()));
    }
    return pages;
  }

  private static void credentials(DataOutputStream out, Credentials who) throws IOException {
    out.writeInt(who.uid());
    out.writeInt(who.gid());
    numbers(out, who.groups());
    out.writeLong(who.capabilities());
    out.writeBoolean(who.noNewPrivileges());
  }

  private static Credentials credentials(DataInputStream in) throws IOException {
    return new Credentials(
        in.readInt(), in.readInt(), numbers(in), in.readLong(), in.readBoolean());
  }

  private static Optional<String> some(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
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
              in.readBoolean() ? Optional.of(EnvironmentCodec.decode(in)) : Optional.empty(),
              text(in),
              credentials(in),
              path(text(in)),
              in.readBoolean(),
              in.readBoolean(),
              some(text(in)),
              in.readBoolean() ? VolumeCodec.mounts(in) : List.of(),
              limits(in),
              new ContainerResources(textMap(in), textMap(in), in.readBoolean(), in.readBoolean()),
              in.readInt(),
              LifecycleCodec.decode(in)));
    }
    return containers;
  }
}
