package io.beanpod.model;

import java.util.Map;
import java.util.Optional;

/**
 * Fields about where a pod runs and who it is to the API server: on one node without an API server
 * they change nothing, so they are checked and then dropped.
 */
final class Placement {
  private enum PreemptionPolicy {
    PreemptLowerPriority,
    Never
  }

  private enum TolerationOperator {
    Exists,
    Equal
  }

  private enum TaintEffect {
    NoSchedule,
    PreferNoSchedule,
    NoExecute
  }

  private static final String DEFAULT = "default";

  private Placement() {}

  static void check(Fields spec, Node node) {
    checkNode(spec, node);
    for (Fields toleration : spec.objects("tolerations")) {
      checkToleration(toleration);
    }
    checkDefault(spec, "serviceAccountName");
    checkDefault(spec, "serviceAccount");
    spec.optionalBool("automountServiceAccountToken");
    spec.optionalBool("enableServiceLinks");
    spec.string("schedulerName");
    spec.integer("priority", Integer.MIN_VALUE, Integer.MAX_VALUE);
    spec.choice(
        "preemptionPolicy", PreemptionPolicy.PreemptLowerPriority, PreemptionPolicy.values());
    for (Fields secret : spec.objects("imagePullSecrets")) {
      secret.string("name");
      secret.end();
    }
    Optional<Fields> os = spec.object("os");
    if (os.isPresent()) {
      checkOs(os.get());
    }
  }

  private static void checkNode(Fields spec, Node node) {
    Optional<String> nodeName = spec.string("nodeName");
    if (nodeName.isPresent() && !nodeName.get().isEmpty() && !nodeName.get().equals(node.name())) {
      spec.problem("nodeName", "\"" + nodeName.get() + "\" is not this host; it is " + node.name());
    }
    for (Map.Entry<String, String> entry : spec.stringMap("nodeSelector").entrySet()) {
      String field = "nodeSelector." + entry.getKey();
      String actual =
          switch (entry.getKey()) {
            case "kubernetes.io/hostname" -> node.name();
            case "kubernetes.io/os" -> "linux";
            case "kubernetes.io/arch" -> node.arch();
            default -> "";
          };
      if (actual.isEmpty()) {
        spec.problem(
            field,
            "this host has no such label; it has kubernetes.io/hostname, kubernetes.io/os and"
                + " kubernetes.io/arch");
      } else if (!actual.equals(entry.getValue())) {
        spec.problem(field, "\"" + entry.getValue() + "\" is not this host; it is " + actual);
      }
    }
  }

  private static void checkToleration(Fields toleration) {
    String key = toleration.string("key").orElse("");
    TolerationOperator operator =
        toleration.choice("operator", TolerationOperator.Equal, TolerationOperator.values());
    String value = toleration.string("value").orElse("");
    if (key.isEmpty() && operator == TolerationOperator.Equal) {
      toleration.problem("operator", "must be Exists where key is empty");
    }
    if (!value.isEmpty() && operator == TolerationOperator.Exists) {
      toleration.problem("value", "must be empty where operator is Exists");
    }
    toleration.choice("effect", TaintEffect.NoExecute, TaintEffect.values());
    toleration.integer("tolerationSeconds", Long.MIN_VALUE, Long.MAX_VALUE);
    toleration.end();
  }

  private static void checkDefault(Fields spec, String field) {
    String account = spec.string(field).orElse("");
    if (!account.isEmpty() && !account.equals(DEFAULT)) {
      spec.problem(field, "\"" + account + "\" does not exist; only default does");
    }
  }

  private static void checkOs(Fields os) {
    Optional<String> name = os.requiredString("name");
    if (name.isPresent() && !name.get().equals("linux")) {
      os.problem("name", "\"" + name.get() + "\" is not this host's; it is linux");
    }
    os.end();
  }
}
