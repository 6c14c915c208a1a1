package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads containers; which fields one may have depends on the list that it is in. */
final class ContainerDecoder {
  /** The lists of containers that a pod has, by their names in the spec. */
  enum In {
    initContainers,
    containers,
    ephemeralContainers
  }

  private enum MessagePolicy {
    File,
    FallbackToLogsOnError
  }

  private static final String[] NOT_EPHEMERAL = {
    "ports", "resources", ResizePolicy.FIELD, ContainerRestart.RULES
  };

  private final Fields spec;
  private final ContainerScope scope;

  ContainerDecoder(Fields spec, ContainerScope scope) {
    this.spec = spec;
    this.scope = scope;
  }

  List<Container> decode(In list) {
    List<Container> containers = new ArrayList<>();
    for (Fields item : spec.objects(list.name())) {
      containers.add(decode(item, list));
      item.end();
    }
    return containers;
  }

  private Container decode(Fields fields, In list) {
    boolean ephemeral = list == In.ephemeralContainers;
    if (ephemeral) {
      String why = "may not be set for an ephemeral container";
      for (String field : NOT_EPHEMERAL) {
        if (!FieldValues.isEmpty(fields.any(field).orElse(""))) {
          fields.problem(field, why);
        }
      }
      refuse(fields, why, ContainerRestart.POLICY, Lifecycle.FIELD);
      refuse(fields, why, Probes.FIELDS);
    }
    Optional<String> name = fields.requiredString("name");
    if (name.isPresent()) {
      fields.check("name", name.get(), Names.label(name.get()));
    }
    Fields allowed = ephemeral ? fields.none() : fields;
    List<ContainerPort> ports = ContainerPort.decode(allowed.objects("ports"), scope.hostNetwork());
    ContainerRestart restart = ContainerRestart.decode(allowed);
    if (list == In.initContainers && !restart.policy().equals(Optional.of(RestartPolicy.Always))) {
      String why = "may not be set for init containers without restartPolicy=Always";
      refuse(fields, why, Lifecycle.FIELD);
      refuse(fields, why, Probes.FIELDS);
      refuse(fields, "must not be set for init containers", ResizePolicy.FIELD);
      allowed = fields.none();
    }
    Container container =
        new Container(
            fields.path(),
            name.orElse(""),
            image(fields),
            fields.choice(
                "imagePullPolicy", ImagePullPolicy.IfNotPresent, ImagePullPolicy.values()),
            fields.strings("command"),
            fields.strings("args"),
            absolutePath(fields, "workingDir"),
            fields.has("envFrom") ? EnvFromSource.decode(fields.objects("envFrom")) : List.of(),
            EnvVar.decode(fields.objects("env")),
            fields.has(VolumeMount.FIELD) ? VolumeMount.decode(fields, ephemeral) : List.of(),
            ports,
            ResourceRequirements.decode(
                ephemeral ? Optional.empty() : fields.object("resources"),
                ResourceRequirements.Owner.CONTAINER),
            ResizePolicy.decode(
                allowed, restart.policy().orElse(scope.restartPolicy()) == RestartPolicy.Never),
            restart,
            Probes.decode(allowed, ports),
            Lifecycle.decode(allowed, ports, scope),
            terminationMessage(fields),
            new Container.StandardStreams(
                fields.bool("stdin"), fields.bool("stdinOnce"), fields.bool("tty")),
            FieldValues.isEmpty(fields.any(SecurityContext.FIELD).orElse(""))
                ? SecurityContext.NONE
                : SecurityContext.decode(fields),
            ephemeral ? target(fields) : Optional.empty());
    Unbuilt.refuseInContainer(fields);
    return container;
  }

  /** Of these an empty object asks for something too. */
  private static void refuse(Fields fields, String why, String... names) {
    for (String name : names) {
      if (fields.has(name)) {
        fields.problem(name, why);
      }
    }
  }

  private static String image(Fields fields) {
    String image = fields.requiredString("image").orElse("");
    if (!image.equals(image.strip())) {
      fields.problem("image", "\"" + image + "\" must not begin or end with blanks");
    }
    return image;
  }

  private static Optional<String> target(Fields fields) {
    Optional<String> name = fields.string("targetContainerName");
    return name.isPresent() && name.get().isEmpty() ? Optional.empty() : name;
  }

  private static Container.TerminationMessage terminationMessage(Fields fields) {
    String path =
        absolutePath(fields, "terminationMessagePath").orElse(Defaults.TERMINATION_MESSAGE_PATH);
    MessagePolicy policy =
        fields.choice("terminationMessagePolicy", MessagePolicy.File, MessagePolicy.values());
    return new Container.TerminationMessage(path, policy == MessagePolicy.FallbackToLogsOnError);
  }

  private static Optional<String> absolutePath(Fields fields, String field) {
    Optional<String> path = fields.string(field);
    if (path.isEmpty() || path.get().isEmpty()) {
      return Optional.empty();
    }
    if (!path.get().startsWith("/")) {
      fields.problem(field, "\"" + path.get() + "\" must be an absolute path, beginning with /");
    }
    return path;
  }
}
