package io.beanpod.model;

/**
 * Fields of the {@code v1.Pod} API (Kubernetes 1.35) that Beanpod has not built: refused by name,
 * never ignored. A field leaves this list when its meaning is built.
 */
final class Unbuilt {
  private Unbuilt() {}

  static void refuseInPodSpec(Fields spec) {
    spec.refuseUnlessEmpty(
        "affinity",
        "topologySpreadConstraints",
        "schedulingGates",
        "resourceClaims",
        "overhead",
        "priorityClassName",
        "runtimeClassName",
        "workloadRef");
    // True, the default, asks for no user namespace.
    if (!spec.optionalBool("hostUsers").orElse(true)) {
      spec.problem("hostUsers", "Beanpod does not support user namespaces yet; leave it out");
    }
  }

  static void refuseInVolume(Fields volume) {
    volume.refuse(
        "awsElasticBlockStore",
        "azureDisk",
        "azureFile",
        "cephfs",
        "cinder",
        "csi",
        "fc",
        "flexVolume",
        "flocker",
        "gcePersistentDisk",
        "gitRepo",
        "glusterfs",
        "iscsi",
        "nfs",
        "photonPersistentDisk",
        "portworxVolume",
        "quobyte",
        "rbd",
        "scaleIO",
        "storageos",
        "vsphereVolume");
  }

  static void refuseInSecurityContext(Fields pod) {
    pod.refuseUnlessEmpty("seLinuxChangePolicy", "seLinuxOptions");
    refuseWindows(pod);
  }

  static void refuseInContainer(Fields container) {
    container.refuseUnlessEmpty("volumeDevices");
  }

  static void refuseInContainerSecurityContext(Fields container) {
    container.refuseUnlessEmpty("seLinuxOptions");
    refuseWindows(container);
  }

  /** As the API server does of a pod whose {@code os} is linux. */
  private static void refuseWindows(Fields securityContext) {
    if (securityContext.has("windowsOptions")) {
      securityContext.problem("windowsOptions", "windows options cannot be set for a linux pod");
    }
  }
}
