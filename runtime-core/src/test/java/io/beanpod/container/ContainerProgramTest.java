package io.beanpod.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cgroup.Limits;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.LifecyclePlan;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.SeccompFilter;
import io.beanpod.model.RestartPolicy;
import io.beanpod.security.Capabilities;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The program is data: what a container's child does, and in which order, can be read here. */
class ContainerProgramTest {
  private static final List<MountPlan> MOUNTS =
      List.of(
          new MountPlan("cache", "/var/cache", "", "", false, false, false, ""),
          new MountPlan("conf", "/etc//app.conf", "app.conf", "", true, false, false, ""));

  private final List<String> steps = listing(1000, "/work/dir", List.of(), false);

  @Test
  void theCgroupIsJoinedBeforeAnythingElse() {
    assertThat(steps.subList(0, 6))
        .containsExactly(
            "openat /cg/memory/tasks",
            "write /cg/memory/tasks",
            "close",
            "openat /cg/pids/tasks",
            "write /cg/pids/tasks",
            "close");
    assertThat(steps.subList(6, 10))
        .containsExactly(
            "openat /proc/self/oom_score_adj",
            "write /proc/self/oom_score_adj",
            "close",
            "unshare cgroup");
  }

  @Test
  void allMountsAreMadeBeforeTheHostIsOutOfReach() {
    int pivot = only("pivot_root");
    assertThat(last("mount ")).isLessThan(pivot);
    assertThat(last("move_mount ")).isLessThan(pivot);
    assertThat(last("mount_setattr ")).isLessThan(pivot);
    assertThat(steps.subList(pivot - 1, pivot + 3))
        .containsExactly("fchdir the container's root", "pivot_root", "umount2 .", "chdir /");
  }

  @Test
  void everyMountGoesToADescriptor() {
    assertThat(steps)
        .filteredOn(step -> step.startsWith("mount "))
        .containsExactly("mount overlay on /c/root");
    assertThat(steps)
        .filteredOn(step -> step.startsWith("move_mount "))
        .contains(
            "move_mount on /dev",
            "move_mount on /dev/pts",
            "move_mount on /dev/shm",
            "move_mount on /dev/mqueue",
            "move_mount on /sys",
            "move_mount on /sys/firmware",
            "move_mount on /sys/fs/cgroup",
            "move_mount on /etc/hosts",
            "move_mount on /etc/hostname",
            "move_mount on /etc/resolv.conf",
            "move_mount on /var/cache",
            "move_mount on /etc/app.conf",
            "move_mount on /dev/termination-log",
            "move_mount on /proc",
            "move_mount on /proc/kcore",
            "move_mount on /proc/sys");
  }

  /** A symlink of the image, or a volume, can't lead one there. */
  @Test
  void nothingIsMountedWhenProcIsThereButWhatHidesItsParts() {
    int proc = only("move_mount on /proc");
    assertThat(steps.subList(proc + 1, steps.size()))
        .filteredOn(step -> step.startsWith("move_mount"))
        .isNotEmpty()
        .allMatch(step -> step.startsWith("move_mount on /proc/"));
    assertThat(last("openat2 dev/null")).isLessThan(only("move_mount on /var/cache"));
  }

  @Test
  void aVolumesPathIsMadeWhereItIsMissing() {
    int mount = only("move_mount on /etc/app.conf");
    assertThat(steps.subList(mount - 6, mount))
        .containsExactly(
            "openat2 /etc/app.conf",
            "openat2 /etc",
            "mkdirat etc",
            "openat2 /etc",
            "mknodat app.conf",
            "openat2 /etc/app.conf");
  }

  /** So that a volume at /etc does not hide them. */
  @Test
  void theFilesOfEtcLieOnTopOfVolumes() {
    assertThat(only("move_mount on /etc/hosts")).isGreaterThan(only("move_mount on /var/cache"));
  }

  @Test
  void aVolumeStandsInForAFileOfEtc() {
    List<String> mounts =
        listing(
                List.of(
                    new MountPlan("etc", "/etc/", "", "", false, false, false, ""),
                    new MountPlan("hosts", "/etc/./hosts", "", "", false, false, false, "")))
            .stream()
            .filter(step -> step.startsWith("move_mount on /etc"))
            .toList();
    assertThat(mounts)
        .containsExactly(
            "move_mount on /etc",
            "move_mount on /etc/hosts",
            "move_mount on /etc/hostname",
            "move_mount on /etc/resolv.conf");
  }

  /** CVE-2024-21626. */
  @Test
  void descriptorsAreClosedBeforeTheWorkingDirectoryIsEntered() {
    int close = only("close_range 3 to the last");
    assertThat(only("pivot_root")).isLessThan(close);
    assertThat(first("chdir /work/dir")).isGreaterThan(close);
    assertThat(steps.subList(close - 4, close))
        .containsExactly("openat /dev/null", "dup3 0", "dup3 1", "dup3 2");
  }

  @Test
  void aMissingWorkingDirectoryIsMadeWithItsParents() {
    int first = first("chdir /work/dir");
    assertThat(steps.subList(first, first + 4))
        .containsExactly(
            "chdir /work/dir", "mkdirat /work", "mkdirat /work/dir", "chdir /work/dir");
    assertThat(listing(0, "/", List.of(), false)).noneMatch(step -> step.startsWith("mkdirat /"));
  }

  @Test
  void theUserComesAfterTheBoundingSetAndTheGroups() {
    int user = only("setresuid 1000");
    assertThat(last("prctl PR_CAPBSET_DROP")).isLessThan(only("setgroups"));
    assertThat(only("setgroups")).isLessThan(only("setresgid 1001"));
    assertThat(only("setresgid 1001")).isLessThan(user);
    assertThat(steps.get(user + 1)).isEqualTo("capset");
    assertThat(steps)
        .filteredOn(step -> step.startsWith("prctl PR_CAPBSET_DROP"))
        .hasSize(41 - 13)
        .contains("prctl PR_CAPBSET_DROP capability 21") // CAP_SYS_ADMIN
        .doesNotContain("prctl PR_CAPBSET_DROP capability 10"); // CAP_NET_BIND_SERVICE
  }

  @Test
  void theCommandIsLast() {
    int size = steps.size();
    assertThat(steps.subList(size - 2, size)).containsExactly("execve /a/app", "execve /b/app");
    assertThat(steps).filteredOn(step -> step.startsWith("execve")).hasSize(2);
  }

  /** What comes before may be what the filter refuses. */
  @Test
  void nothingComesBetweenTheFilterAndTheCommand() {
    byte[] bytes = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putInt(4, 1).array();
    Optional<SeccompFilter> filter = SeccompFilter.of(bytes);
    List<String> filtered = listing(1000, "/", MOUNTS, List.of(), true, filter);
    int size = filtered.size();
    assertThat(filtered.subList(size - 4, size))
        .containsExactly(
            "prctl PR_SET_PDEATHSIG",
            "seccomp SECCOMP_SET_MODE_FILTER",
            "execve /a/app",
            "execve /b/app");
    int user = filtered.indexOf("setresuid 1000");
    assertThat(filtered.subList(user - 1, user + 2))
        .containsExactly("prctl PR_SET_KEEPCAPS", "setresuid 1000", "capset");
    assertThat(listing(0, "/", MOUNTS, List.of(), true, filter))
        .doesNotContain("prctl PR_SET_KEEPCAPS");
    assertThat(steps).doesNotContain("prctl PR_SET_KEEPCAPS", "seccomp SECCOMP_SET_MODE_FILTER");
  }

  @Test
  void aContainerThatNoNamespaceEndsDiesWithItsPause() {
    assertThat(steps).doesNotContain("prctl PR_SET_PDEATHSIG");
    List<String> hostPid = listing(1000, "/", List.of(), true);
    assertThat(hostPid.indexOf("prctl PR_SET_PDEATHSIG"))
        .isGreaterThan(hostPid.indexOf("setresuid 1000"));
  }

  @Test
  void cgroupsLookAsOnTheHost() {
    assertThat(steps).contains("fsconfig create cgroup2");
    assertThat(listing(0, "/", List.of("cpu,cpuacct", "memory"), false))
        .doesNotContain("fsconfig create cgroup2")
        .contains(
            "fsconfig create cgroup cpu,cpuacct",
            "move_mount on /sys/fs/cgroup/cpu,cpuacct",
            "move_mount on /sys/fs/cgroup/memory",
            "mount_setattr /sys/fs/cgroup read-only");
  }

  @Test
  void aReadOnlyRootIsMadeSoWhenNothingIsLeftToMakeInIt() {
    List<String> readOnly = listing("/work/dir", false, true, List.of());
    int root = readOnly.indexOf("mount_setattr / read-only");
    assertThat(root).isGreaterThan(readOnly.lastIndexOf("chdir /work/dir"));
    assertThat(readOnly.subList(root - 1, root + 2))
        .containsExactly("openat /", "mount_setattr / read-only", "close");
    assertThat(readOnly)
        .contains(
            "mount_setattr /etc/hostname read-only", "mount_setattr /etc/resolv.conf read-only")
        .doesNotContain("mount_setattr /etc/hosts read-only");
    assertThat(steps)
        .doesNotContain("mount_setattr / read-only", "mount_setattr /etc/hostname read-only");
  }

  @Test
  void aPrivilegedOneHasDevicesAndNothingHidden() {
    List<HostDevices.Device> devices =
        List.of(
            new HostDevices.Device("net", stat(FileStat.S_IFDIR | 0755, 0)),
            new HostDevices.Device("net/tun", stat(FileStat.S_IFCHR | 0666, 7)));
    List<String> privileged = listing("/", true, false, devices);
    assertThat(privileged)
        .contains("mkdirat net", "mknodat net/tun", "fchownat net/tun", "move_mount on /proc")
        .noneMatch(step -> step.startsWith("move_mount on /proc/"))
        .doesNotContain("fchownat net", "move_mount on /sys/firmware");
  }

  private static FileStat stat(int mode, int gid) {
    return new FileStat(mode, 0, gid, 0, 0, 1, 1, 1, 10, 200, 0, 0);
  }

  private int first(String step) {
    assertThat(steps).contains(step);
    return steps.indexOf(step);
  }

  private int only(String step) {
    assertThat(steps).containsOnlyOnce(step);
    return steps.indexOf(step);
  }

  private int last(String prefix) {
    int last = -1;
    for (int i = 0; i < steps.size(); i++) {
      last = steps.get(i).startsWith(prefix) ? i : last;
    }
    assertThat(last).as(prefix).isNotNegative();
    return last;
  }

  private static List<String> listing(
      int uid, String workingDir, List<String> v1, boolean dieWithPause) {
    return listing(uid, workingDir, MOUNTS, v1, dieWithPause, Optional.empty());
  }

  private static List<String> listing(List<MountPlan> mounts) {
    return listing(1000, "/", mounts, List.of(), false, Optional.empty());
  }

  private static List<String> listing(
      int uid,
      String workingDir,
      List<MountPlan> mounts,
      List<String> v1,
      boolean dieWithPause,
      Optional<SeccompFilter> filter) {
    return listing(
        plan(uid, workingDir, mounts, false, false), v1, dieWithPause, List.of(), filter);
  }

  private static List<String> listing(
      String workingDir, boolean privileged, boolean readOnly, List<HostDevices.Device> devices) {
    ContainerPlan plan = plan(0, workingDir, MOUNTS, privileged, readOnly);
    return listing(plan, List.of(), false, devices, Optional.empty());
  }

  private static ContainerPlan plan(
      int uid, String workingDir, List<MountPlan> mounts, boolean privileged, boolean readOnly) {
    return new ContainerPlan(
        "app",
        "",
        "",
        List.of("l"),
        List.of("app"),
        List.of("PATH=/a:/b"),
        Optional.empty(),
        workingDir,
        new Credentials(uid, 1001, List.of(7), Capabilities.DEFAULT, false),
        Optional.empty(),
        privileged,
        readOnly,
        Optional.empty(),
        mounts,
        Limits.NONE,
        ContainerResources.NONE,
        -997,
        LifecyclePlan.plain(ContainerKind.MAIN, RestartPolicy.Never));
  }

  private static List<String> listing(
      ContainerPlan plan,
      List<String> v1,
      boolean dieWithPause,
      List<HostDevices.Device> devices,
      Optional<SeccompFilter> filter) {
    Sandbox sandbox =
        new Sandbox(
            "/layers",
            Optional.of("/pod/shm"),
            "/pod/etc",
            Optional.empty(),
            true,
            dieWithPause,
            v1);
    return ContainerProgram.build(
            plan,
            sandbox,
            OverlayDirs.of(Path.of("/c"), 0),
            List.of(new MountTrees.Tree(Fd.of(901), true), new MountTrees.Tree(Fd.of(902), false)),
            List.of(Path.of("/cg/memory/tasks"), Path.of("/cg/pids/tasks")),
            ContainerProgram.Stdio.output(5, 6),
            devices,
            filter)
        .program()
        .listing();
  }
}
