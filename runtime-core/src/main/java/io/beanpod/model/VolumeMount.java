package io.beanpod.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a container has a volume: {@code v1.VolumeMount}.
 *
 * @param name of the volume
 * @param mountPath as written
 * @param recursiveReadOnly whether what is mounted below is read-only too
 * @param subPath what of the volume it is; empty: all of it
 * @param subPathExpr the same with references to the container's environment; empty: none
 * @param hostToContainer whether what the host mounts below it later shows in the container
 */
public record VolumeMount(
    String name,
    String mountPath,
    boolean readOnly,
    boolean recursiveReadOnly,
    String subPath,
    String subPathExpr,
    boolean hostToContainer) {
  static final String FIELD = "volumeMounts";

  private enum Propagation {
    Bidirectional,
    HostToContainer,
    None
  }

  private enum Recursive {
    Disabled,
    Enabled,
    IfPossible
  }

  /**
   * Those of a container.
   *
   * @param ephemeral whether that is an ephemeral one
   */
  static List<VolumeMount> decode(Fields container, boolean ephemeral) {
    List<VolumeMount> mounts = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Fields fields : container.objects(FIELD)) {
      VolumeMount mount = decode(fields);
      if (!mount.mountPath.isEmpty() && !paths.add(MountPaths.clean(mount.mountPath))) {
        fields.problem("mountPath", "Invalid value: \"" + mount.mountPath + "\": must be unique");
      }
      if (ephemeral) {
        forbid(fields, "subPath", mount.subPath);
        forbid(fields, "subPathExpr", mount.subPathExpr);
      }
      fields.end();
      mounts.add(mount);
    }
    return mounts;
  }

  private static void forbid(Fields fields, String field, String value) {
    if (!value.isEmpty()) {
      fields.problem(field, "Forbidden: cannot be set for an Ephemeral Container");
    }
  }

  private static VolumeMount decode(Fields fields) {
    String name = fields.requiredString("name").orElse("");
    String path = fields.requiredString("mountPath").orElse("");
    checkPath(fields, path);
    boolean readOnly = fields.bool("readOnly");
    String subPath = fields.string("subPath").orElse("");
    MountPaths.checkDescending(fields, "subPath", subPath);
    String expression = fields.string("subPathExpr").orElse("");
    if (!expression.isEmpty() && !subPath.isEmpty()) {
      fields.problem(
          "subPathExpr",
          "Invalid value: \"" + expression + "\": subPathExpr and subPath are mutually exclusive");
    }
    MountPaths.checkDescending(fields, "subPathExpr", expression);
    Propagation propagation =
        fields.choice("mountPropagation", Propagation.None, Propagation.values());
    if (propagation == Propagation.Bidirectional) {
      fields.problem(
          "mountPropagation",
          "Forbidden: Bidirectional mount propagation is available only to privileged containers,"
              + " and Beanpod does not support it yet");
    }
    Recursive recursive =
        fields.choice("recursiveReadOnly", Recursive.Disabled, Recursive.values());
    if (recursive != Recursive.Disabled) {
      checkRecursive(fields, readOnly, propagation);
    }
    return new VolumeMount(
        name,
        path,
        readOnly,
        recursive != Recursive.Disabled,
        subPath,
        expression,
        propagation == Propagation.HostToContainer);
  }

  private static void checkRecursive(Fields fields, boolean readOnly, Propagation propagation) {
    if (!readOnly) {
      fields.problem("recursiveReadOnly", "Forbidden: may only be specified when readOnly is true");
    }
    if (propagation != Propagation.None) {
      fields.problem(
          "recursiveReadOnly",
          "Forbidden: may only be specified when mountPropagation is None or not specified");
    }
  }

  /** What runc refuses when the container starts, and the API server does not look at. */
  private static void checkPath(Fields fields, String path) {
    String clean = MountPaths.clean(path);
    if (clean.equals("/") && !path.isEmpty()) {
      fields.problem("mountPath", "\"" + path + "\" would hide the container's root file system");
    } else if (clean.equals("/proc") || clean.startsWith("/proc/")) {
      fields.problem("mountPath", "\"" + path + "\" cannot be mounted because it is inside /proc");
    }
  }

  /** Adds a problem for each mount of a volume that the pod has not. */
  static void checkVolumes(Fields fields, PodSpec spec) {
    for (Container container : spec.allContainers()) {
      String field = container.path().substring(fields.path().length() + 1);
      for (int i = 0; i < container.volumeMounts().size(); i++) {
        String name = container.volumeMounts().get(i).name();
        if (!name.isEmpty() && spec.volume(name).isEmpty()) {
          fields.problem(field + "." + FIELD + "[" + i + "].name", "Not found: \"" + name + "\"");
        }
      }
    }
  }

  /** Whether it is of a part of the volume that only the environment tells. */
  public Optional<String> expression() {
    return subPathExpr.isEmpty() ? Optional.empty() : Optional.of(subPathExpr);
  }
}
