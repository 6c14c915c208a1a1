package io.beanpod.model;

import java.util.List;
import java.util.Optional;

/**
 * One container of a pod, defaults filled in.
 *
 * @param command replaces the image's Entrypoint; empty means the image's own
 * @param args replaces the image's Cmd; empty means the image's own, unless command is given
 * @param workingDir an absolute path; empty means the image's own
 * @param env in the manifest's order; where a name comes twice, the later one counts
 */
public record Container(
    String name,
    String image,
    ImagePullPolicy imagePullPolicy,
    List<String> command,
    List<String> args,
    Optional<String> workingDir,
    List<EnvVar> env,
    List<ContainerPort> ports,
    ResourceRequirements resources,
    boolean stdin,
    boolean stdinOnce,
    boolean tty) {

  public Container {
    command = List.copyOf(command);
    args = List.copyOf(args);
    env = List.copyOf(env);
    ports = List.copyOf(ports);
  }

  static Container decode(Fields fields, boolean hostNetwork) {
    Optional<String> name = fields.requiredString("name");
    if (name.isPresent()) {
      fields.check("name", name.get(), Names.label(name.get()));
    }
    Container container =
        new Container(
            name.orElse(""),
            image(fields),
            fields.choice(
                "imagePullPolicy", ImagePullPolicy.IfNotPresent, ImagePullPolicy.values()),
            fields.strings("command"),
            fields.strings("args"),
            absolutePath(fields, "workingDir"),
            EnvVar.decode(fields.objects("env")),
            ContainerPort.decode(fields.objects("ports"), hostNetwork),
            ResourceRequirements.decode(fields.object("resources")),
            fields.bool("stdin"),
            fields.bool("stdinOnce"),
            fields.bool("tty"));
    Unbuilt.refuseInContainer(fields);
    fields.end();
    return container;
  }

  private static String image(Fields fields) {
    String image = fields.requiredString("image").orElse("");
    if (!image.equals(image.strip())) {
      fields.problem("image", "\"" + image + "\" must not begin or end with blanks");
    }
    return image;
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
