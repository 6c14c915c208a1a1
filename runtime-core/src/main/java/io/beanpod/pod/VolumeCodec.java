package io.beanpod.pod;

import static io.beanpod.pod.PlanValues.choice;
import static io.beanpod.pod.PlanValues.count;
import static io.beanpod.pod.PlanValues.text;
import static io.beanpod.pod.PlanValues.texts;

import io.beanpod.container.MountPlan;
import io.beanpod.model.FsGroup;
import io.beanpod.model.HostPathVolumeSource;
import io.beanpod.volume.VolumePlan;
import io.beanpod.volume.VolumesPlan;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Volumes and their mounts as bytes, a part of {@link PlanCodec}'s. */
final class VolumeCodec {
  private static final int EMPTY_DIR = 0;
  private static final int MEMORY = 1;
  private static final int HOST_PATH = 2;
  private static final int CLAIM = 3;
  private static final int IMAGE = 4;
  private static final int CONTENT = 5;

  private VolumeCodec() {}

  static void encode(DataOutputStream out, VolumesPlan plan) throws IOException {
    out.writeInt(plan.volumes().size());
    for (VolumePlan volume : plan.volumes()) {
      encode(out, volume);
    }
    out.writeBoolean(plan.fsGroup().isPresent());
    if (plan.fsGroup().isPresent()) {
      out.writeInt(plan.fsGroup().get().gid());
      out.writeBoolean(plan.fsGroup().get().onRootMismatch());
    }
  }

  private static void encode(DataOutputStream out, VolumePlan volume) throws IOException {
    if (volume instanceof VolumePlan.EmptyDir) {
      kind(out, EMPTY_DIR, volume);
    } else if (volume instanceof VolumePlan.Memory memory) {
      kind(out, MEMORY, volume);
      out.writeLong(memory.bytes());
    } else if (volume instanceof VolumePlan.HostPath host) {
      kind(out, HOST_PATH, volume);
      text(out, host.path());
      out.writeByte(host.type().ordinal());
    } else if (volume instanceof VolumePlan.Claim claim) {
      kind(out, CLAIM, volume);
      text(out, claim.claim());
      out.writeBoolean(claim.readOnly());
      out.writeBoolean(claim.own());
    } else if (volume instanceof VolumePlan.Content content) {
      kind(out, CONTENT, volume);
      text(out, content.plugin());
      ContentCodec.encode(out, content.content());
    } else if (volume instanceof VolumePlan.Image image) {
      kind(out, IMAGE, volume);
      text(out, image.reference());
      texts(out, image.layers());
    }
  }

  private static void kind(DataOutputStream out, int kind, VolumePlan volume) throws IOException {
    out.writeByte(kind);
    text(out, volume.name());
  }

  static VolumesPlan decode(DataInputStream in) throws IOException {
    int n = count(in, 1 + Integer.BYTES);
    List<VolumePlan> volumes = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      volumes.add(volume(in, in.readByte(), text(in)));
    }
    Optional<FsGroup> group =
        in.readBoolean()
            ? Optional.of(new FsGroup(in.readInt(), in.readBoolean()))
            : Optional.empty();
    return new VolumesPlan(volumes, group);
  }

  private static VolumePlan volume(DataInputStream in, int kind, String name) throws IOException {
    return switch (kind) {
      case EMPTY_DIR -> new VolumePlan.EmptyDir(name);
      case MEMORY -> new VolumePlan.Memory(name, in.readLong());
      case HOST_PATH ->
          new VolumePlan.HostPath(name, text(in), choice(in, HostPathVolumeSource.Type.values()));
      case CLAIM -> new VolumePlan.Claim(name, text(in), in.readBoolean(), in.readBoolean());
      case IMAGE -> new VolumePlan.Image(name, text(in), texts(in));
      case CONTENT -> new VolumePlan.Content(name, text(in), ContentCodec.decode(in));
      default -> throw new IOException("the plan has a volume of an unknown kind");
    };
  }

  static void mounts(DataOutputStream out, List<MountPlan> mounts) throws IOException {
    out.writeInt(mounts.size());
    for (MountPlan mount : mounts) {
      text(out, mount.volume());
      text(out, mount.path());
      text(out, mount.subPath());
      text(out, mount.subPathExpr());
      out.writeBoolean(mount.readOnly());
      out.writeBoolean(mount.recursiveReadOnly());
      out.writeBoolean(mount.hostToContainer());
      text(out, mount.problem());
    }
  }

  static List<MountPlan> mounts(DataInputStream in) throws IOException {
    int n = count(in, Integer.BYTES);
    List<MountPlan> mounts = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      mounts.add(
          new MountPlan(
              text(in),
              text(in),
              text(in),
              text(in),
              in.readBoolean(),
              in.readBoolean(),
              in.readBoolean(),
              text(in)));
    }
    return mounts;
  }
}
