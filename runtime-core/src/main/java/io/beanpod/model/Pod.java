package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A valid pod, defaults filled in: {@code v1.Pod} without its status. */
public record Pod(ObjectMeta metadata, PodSpec spec) {
  /** What messages and tables call the kind of objects there is. */
  public static final String KIND = "Pod";

  private static final String API_VERSION = "v1";

  /**
   * Reads a pod strictly, with or without its defaults.
   *
   * @throws InvalidManifest with everything that is wrong with it
   */
  public static Pod decode(Document document, Node node) {
    List<Problem> problems = new ArrayList<>();
    Document filled =
        new Document(
            document.source(), document.number(), document.path(), Defaults.apply(document.tree()));
    Fields fields = new Fields(filled.tree(), filled.path(), problems);
    Optional<Pod> pod = decode(fields, node);
    if (pod.isEmpty() || !problems.isEmpty()) {
      throw new InvalidManifest(filled.where(), problems);
    }
    return pod.get();
  }

  private static boolean checkKind(Fields fields) {
    String apiVersion = fields.string("apiVersion").orElse("");
    String kind = fields.string("kind").orElse("");
    if (kind.equals(KIND) && apiVersion.equals(API_VERSION)) {
      return true;
    }
    String what;
    if (kind.isEmpty()) {
      what = "kind is missing";
    } else if (!kind.equals(KIND)) {
      what = "kind " + kind + " is not supported";
    } else {
      what =
          apiVersion.isEmpty()
              ? "apiVersion is missing"
              : "apiVersion " + apiVersion + " is not Pod's";
    }
    fields.problem("", what + "; Beanpod runs kind: Pod (apiVersion v1)");
    return false;
  }

  /** The same, for one who looks at the problems himself; empty where nothing is left of it. */
  static Optional<Pod> decode(Fields fields, Node node) {
    if (!checkKind(fields)) {
      return Optional.empty();
    }
    Optional<Fields> metadata = required(fields, "metadata");
    Optional<Fields> spec = required(fields, "spec");
    if (metadata.isEmpty() || spec.isEmpty()) {
      fields.ignore("status");
      fields.end();
      return Optional.empty();
    }
    Pod pod = new Pod(ObjectMeta.decode(metadata.get()), PodSpec.decode(spec.get(), node));
    HostPortConflicts.check(spec.get(), "initContainers", pod.spec.initContainers());
    HostPortConflicts.check(spec.get(), "containers", pod.spec.containers());
    if (!pod.spec.hostNetwork()) {
      pod.spec.hostnames().checkLength(spec.get(), pod.metadata);
    }
    if (!pod.spec.hostNetwork() && NetworkAnnotation.isNone(pod.metadata)) {
      refuseHostPorts(spec.get(), pod.spec);
    }
    if (pod.spec.hostNetwork() && pod.metadata.annotations().containsKey(NetworkAnnotation.KEY)) {
      metadata
          .get()
          .problem(
              "annotations[" + NetworkAnnotation.KEY + "]",
              "may not be set when spec.hostNetwork is true: that is the pod's network");
    }
    if (pod.spec.hostNetwork() || NetworkAnnotation.isNone(pod.metadata)) {
      refuseBandwidth(metadata.get(), pod);
    }
    fields.ignore("status");
    fields.end();
    return Optional.of(pod);
  }

  private static void refuseHostPorts(Fields fields, PodSpec spec) {
    for (Container container : spec.allContainers()) {
      for (ContainerPort port : container.ports()) {
        if (port.hostPort() > 0) {
          fields.problem(
              "containers",
              "hostPort "
                  + port.hostPort()
                  + " leads nowhere: annotation "
                  + NetworkAnnotation.KEY
                  + " leaves the pod without a network");
        }
      }
    }
  }

  private static void refuseBandwidth(Fields metadata, Pod pod) {
    for (String key : new String[] {Bandwidth.INGRESS, Bandwidth.EGRESS}) {
      if (pod.metadata.annotations().containsKey(key)) {
        metadata.problem(
            "annotations[" + key + "]",
            pod.spec.hostNetwork()
                ? "bandwidth can't be limited on the host's network"
                : "annotation " + NetworkAnnotation.KEY + " leaves the pod without a network");
      }
    }
  }

  private static Optional<Fields> required(Fields fields, String field) {
    Optional<Fields> object = fields.object(field);
    if (!fields.has(field)) {
      fields.problem(field, "required, but missing");
    }
    return object;
  }
}
