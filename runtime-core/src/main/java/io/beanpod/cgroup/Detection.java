package io.beanpod.cgroup;

import io.beanpod.linux.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which driver a host needs. */
final class Detection {
  /** What every pod needs, on any host. */
  static final List<String> CONTROLLERS = List.of("cpu", "memory", "pids");

  private Detection() {}

  /** Those of this process. */
  static CgroupMounts mounts() throws IOException {
    byte[] mountinfo = SmallFile.read(Path.of("/proc/self/mountinfo"));
    return CgroupMounts.parse(new String(mountinfo, StandardCharsets.ISO_8859_1));
  }

  static CgroupDriver of(CgroupMounts mounts, V2Home v2Home) throws IOException {
    Map<String, CgroupMount> v1 = new LinkedHashMap<>();
    for (String controller : CONTROLLERS) {
      Optional<CgroupMount> mount = mounts.controller(controller);
      if (mount.isPresent()) {
        v1.put(controller, mount.get());
      }
    }
    // A controller is either in a v1 hierarchy or in v2's: three in v1 leave nothing to ask v2.
    if (v1.size() == CONTROLLERS.size()) {
      for (CgroupMount mount : v1.values()) {
        writable(mount);
      }
      return new V1Driver(
          v1.get("cpu").point(),
          v1.get("memory").point(),
          v1.get("pids").point(),
          optional(mounts, "cpuacct"),
          optional(mounts, "hugetlb"));
    }
    Optional<CgroupMount> unified = mounts.unified();
    if (unified.isEmpty() && v1.isEmpty()) {
      throw new CgroupException(
          "cgroups: no cgroup file system is mounted; mount the unified hierarchy: "
              + "mount -t cgroup2 cgroup2 /sys/fs/cgroup");
    }
    List<String> missing = new ArrayList<>(CONTROLLERS);
    if (unified.isPresent()) {
      Path home = home(v2Home, ofOurNamespace(writable(unified.get())), missing);
      if (missing.isEmpty()) {
        return new V2Driver(home);
      }
      if (!home.equals(unified.get().point())) {
        throw new CgroupException(notDelegated(home, missing));
      }
    }
    missing.removeAll(v1.keySet());
    throw new CgroupException(missing.isEmpty() ? split(v1) : lacking(missing));
  }

  private static Optional<Path> optional(CgroupMounts mounts, String controller) {
    Optional<CgroupMount> mount = mounts.controller(controller);
    return mount.isEmpty() || mount.get().readOnly()
        ? Optional.empty()
        : Optional.of(mount.get().point());
  }

  /** The home, whose controllers are taken out of {@code missing}. */
  private static Path home(V2Home v2Home, CgroupMount mount, List<String> missing)
      throws IOException {
    while (true) {
      Path home = v2Home.find(mount);
      try {
        missing.removeAll(V2SubtreeControl.words(home, "cgroup.controllers"));
        return home;
      } catch (IOException e) {
        if (Files.exists(home)) {
          throw e;
        } // else systemd has just removed it, with the last process that was in it
      }
    }
  }

  private static String lacking(List<String> missing) {
    return "cgroups: no hierarchy has the controller "
        + String.join(", ", missing)
        + ", which pods need; enable it on the kernel's command line (memory: cgroup_enable=memory),"
        + " or in a container run it with the host's cgroups";
  }

  private static String notDelegated(Path home, List<String> missing) {
    return "cgroups: "
        + home
        + " is delegated without the controller "
        + String.join(", ", missing)
        + ", which pods need; give its unit Delegate=yes, which delegates them all";
  }

  private static String split(Map<String, CgroupMount> v1) {
    return "cgroups: of cpu, memory and pids only "
        + String.join(", ", v1.keySet())
        + " is in a v1 hierarchy and the rest in v2's, and a pod needs them all in one kind; boot"
        + " with systemd.unified_cgroup_hierarchy=1 to have them all in v2's";
  }

  /** With nsdelegate, no process can be moved, or born, outside of its cgroup namespace: ENOENT. */
  private static CgroupMount ofOurNamespace(CgroupMount mount) throws CgroupException {
    if (mount.root().startsWith("/..") && CgroupMount.has(mount.superOptions(), "nsdelegate")) {
      throw new CgroupException(
          "cgroups: what is mounted at "
              + mount.point()
              + " is outside of this process's cgroup namespace; mount the namespace's own: umount "
              + mount.point()
              + " && mount -t cgroup2 cgroup2 "
              + mount.point());
    }
    return mount;
  }

  private static CgroupMount writable(CgroupMount mount) throws CgroupException {
    if (mount.readOnly()) {
      throw new CgroupException(
          "cgroups: "
              + mount.point()
              + " is mounted read-only; mount -o remount,rw "
              + mount.point()
              + ", or in a container run it privileged");
    }
    return mount;
  }
}
