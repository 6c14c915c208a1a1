package io.beanpod.model;

/**
 * Fields of the {@code v1.Pod} API (Kubernetes 1.35) that Beanpod has not built: refused by name,
 * never ignored. A field leaves this list when its meaning is built.
 */
final class Unbuilt {
  private Unbuilt() {}

  static void refuseInPodSpec(Fields spec) {
    spec.refuseUnlessEmpty(
        "initContainers",
        "ephemeralContainers",
        "volumes",
        "securityContext",
        "affinity",
        "topologySpreadConstraints",
        "hostAliases",
        "dnsConfig",
        "readinessGates",
        "schedulingGates",
        "resourceClaims",
        "overhead",
        "resources",
        "subdomain",
        "setHostnameAsFQDN",
        "hostnameOverride",
        "priorityClassName",
        "runtimeClassName",
        "workloadRef");
    // Zero seconds are a deadline too.
    spec.refuse("activeDeadlineSeconds");
    // True, the default, asks for no user namespace.
    if (!spec.optionalBool("hostUsers").orElse(true)) {
      spec.problem("hostUsers", "Beanpod does not support user namespaces yet; leave it out");
    }
  }

  static void refuseInContainer(Fields container) {
    container.refuseUnlessEmpty(
        "envFrom",
        "volumeMounts",
        "volumeDevices",
        "lifecycle",
        "securityContext",
        "resizePolicy",
        "restartPolicy",
        "restartPolicyRules");
    container.refuse("livenessProbe", "readinessProbe", "startupProbe");
    onlyDefault(container, "terminationMessagePath", Defaults.TERMINATION_MESSAGE_PATH);
    onlyDefault(container, "terminationMessagePolicy", "File");
  }

  static void refuseInLimits(Fields resources, String name) {
    if (!name.equals("cpu") && !name.equals("memory")) {
      resources.problem("limits." + name, "Beanpod does not enforce this limit yet");
    }
  }

  private static void onlyDefault(Fields container, String field, String value) {
    if (!container.string(field).orElse(value).equals(value)) {
      container.problem(field, "Beanpod supports only the default yet, " + value);
    }
  }
}
