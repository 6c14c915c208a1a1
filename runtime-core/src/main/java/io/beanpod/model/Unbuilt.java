package io.beanpod.model;

/**
 * Fields of the {@code v1.Pod} API (Kubernetes 1.35) that Beanpod has not built: refused by name,
 * never ignored. A field leaves this list when its meaning is built.
 */
final class Unbuilt {
  private Unbuilt() {}

  static void refuseInPodSpec(Fields spec) {
    spec.refuseUnlessEmpty(
        "volumes",
        "securityContext",
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

  static void refuseInContainer(Fields container) {
    container.refuseUnlessEmpty("envFrom", "volumeMounts", "volumeDevices", "securityContext");
  }
}
