package io.beanpod.store;

import java.nio.file.Path;

/**
 * Where everything lies on disk. Without a root directory the standard places are used; {@code
 * --root DIR} or {@code BEANPOD_ROOT} moves all of them below DIR, so that several installations,
 * and tests, run side by side.
 *
 * <pre>
 * run/beanpod/lock                                 held while a pod is being made or garbage removed
 * run/beanpod/change.lock                          held while a pod is read, changed and stored
 * run/beanpod/names/NAMESPACE/NAME -> ../../pods/UID   who owns a name; made atomically
 * run/beanpod/pods/UID/pod.json                    the v1.Pod, with its status
 * run/beanpod/pods/UID/runtime.json                process ids, cgroups, layers: see RuntimeState
 * run/beanpod/pods/UID/events.jsonl                the pod's v1.Events, a line each
 * run/beanpod/pods/UID/boot_id                     of the boot that it was made in
 * run/beanpod/pods/UID/pause.log                   what the pause has to say of itself
 * run/beanpod/pods/UID/control.sock                the pause listens here (mode 0600)
 * run/beanpod/volumes/PERSISTENTVOLUME.lock        held by the only pod that may have it (ReadWriteOncePod)
 * run/beanpod/cgroup -> CGROUP                     with cgroup v2: a delegated one that the pods lie in
 * run/beanpod/events/NAMESPACE/UID.jsonl           the same for an hour after the pod is gone
 * run/beanpod/network/network.json                 what was made of the host for the pods' network
 * run/beanpod/network/rules.nft                    the rules in force, while there are Services or policies
 * run/beanpod/network/leases/NUMBER -> UID         which pod has which address
 * run/beanpod/network/hostports/PORT -> UID/PORT    which pod has which port of the host
 * run/beanpod/network/agent.{lock,pid,sock,log}    of the network agent; nameservers: where it answers
 * run/netns/NAME                                   the pod's network namespace, as ip-netns(8) wants it
 * run/netns/cni-UID                                the same for CNI plugins, until they have cleaned up
 * var/lib/beanpod/cni/UID/attachment.json          a pod's network that CNI plugins have made
 * var/lib/beanpod/oci/                             images: an OCI image layout
 * var/lib/beanpod/layers/DIFFID/                   unpacked layers
 * var/lib/beanpod/seccomp/                         seccomp profiles of the type Localhost
 * var/lib/beanpod/seccomp-filters/NAME.bpf         what was made of profiles: see SeccompFilters
 * var/lib/beanpod/objects/KIND/NAMESPACE/NAME.json Services, ConfigMaps and other objects (mode 0600)
 * var/lib/beanpod/pods/UID/pod.json                the object as accepted: see StoredManifest
 * var/lib/beanpod/pods/UID/CONTAINER/root/         where its root file system is mounted
 * var/lib/beanpod/pods/UID/CONTAINER/ATTEMPT/      upper and work of its overlay, termination-log
 * var/lib/beanpod/pods/UID/volumes/kubernetes.io~PLUGIN/NAME/   its volumes
 * var/lib/beanpod/volumes/PERSISTENTVOLUME/        what claims of class local were given
 * var/log/pods/NAMESPACE_NAME_UID/CONTAINER/N.log  logs, CRI format; rotated: N.log.TIME
 * </pre>
 *
 * @param base the directory that stands for {@code /}
 * @param isDefault whether this is the host's own root
 */
public record Root(Path base, boolean isDefault) {

  /** The host's standard places. */
  public static Root host() {
    return new Root(Path.of("/"), true);
  }

  /** Everything below {@code dir}. */
  public static Root below(Path dir) {
    return new Root(dir.toAbsolutePath().normalize(), false);
  }

  public Path run() {
    return base.resolve("run/beanpod");
  }

  public Path lock() {
    return run().resolve("lock");
  }

  public Path changeLock() {
    return run().resolve("change.lock");
  }

  public Path pods() {
    return run().resolve("pods");
  }

  public Path pod(String uid) {
    return pods().resolve(uid);
  }

  /** The events of a pod that is there. */
  public Path podEvents(String uid) {
    return pod(uid).resolve("events.jsonl");
  }

  /** The events of pods that are gone. */
  public Path events() {
    return run().resolve("events");
  }

  /** The events of a pod that is gone. */
  public Path retiredEvents(String namespace, String uid) {
    return events().resolve(namespace).resolve(uid + ".jsonl");
  }

  public Path names() {
    return run().resolve("names");
  }

  public Path name(String namespace, String name) {
    return names().resolve(namespace).resolve(name);
  }

  public Path network() {
    return run().resolve("network");
  }

  /**
   * With cgroup v2, a link to the cgroup that {@link #cgroup} lies in, if not the hierarchy's root.
   */
  public Path cgroupHome() {
    return run().resolve("cgroup");
  }

  /**
   * Locked by the pod that has a PersistentVolume for itself alone; containers never see it, as
   * they see the volume.
   */
  public Path volumeLock(String persistentVolume) {
    return run().resolve("volumes").resolve(persistentVolume + ".lock");
  }

  public Path netns() {
    return base.resolve("run/netns");
  }

  public Path lib() {
    return base.resolve("var/lib/beanpod");
  }

  public Path cni() {
    return lib().resolve("cni");
  }

  public Path oci() {
    return lib().resolve("oci");
  }

  public Path layers() {
    return lib().resolve("layers");
  }

  public Path objects() {
    return lib().resolve("objects");
  }

  /** Seccomp profiles of the type Localhost, as {@code /var/lib/kubelet/seccomp} has them. */
  public Path seccompProfiles() {
    return lib().resolve("seccomp");
  }

  /** What was made of seccomp profiles. */
  public Path seccompFilters() {
    return lib().resolve("seccomp-filters");
  }

  /** What the pods have on disk: only root passes it. */
  public Path allPodData() {
    return lib().resolve("pods");
  }

  public Path podData(String uid) {
    return allPodData().resolve(uid);
  }

  /** The pod's volumes, as the kubelet lays them out; no name of a start is like theirs. */
  public Path podVolumes(String uid) {
    return podData(uid).resolve("volumes");
  }

  /**
   * Directories of the PersistentVolumes that were made for claims: they outlive pods. Only root
   * passes it.
   */
  public Path persistentVolumes() {
    return lib().resolve("volumes");
  }

  /** The pod's object for the next boot; no container's name has a dot. */
  public Path manifest(String uid) {
    return podData(uid).resolve("pod.json");
  }

  public Path bootId(String uid) {
    return pod(uid).resolve("boot_id");
  }

  public Path logs() {
    return base.resolve("var/log/pods");
  }

  public Path podLogs(String namespace, String name, String uid) {
    return logs().resolve(namespace + "_" + name + "_" + uid);
  }

  /**
   * Name of the directory at the top of the cgroup hierarchies, or in a delegated cgroup of v2's
   * (see {@link #cgroupHome}), that holds our pods: {@code beanpod} for the host's root, another
   * one for each other root, so that garbage collection of one root never sees another's cgroups.
   */
  public String cgroup() {
    return isDefault ? "beanpod" : "beanpod-" + Integer.toHexString(base.toString().hashCode());
  }
}
