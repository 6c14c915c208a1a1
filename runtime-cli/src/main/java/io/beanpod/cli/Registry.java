package io.beanpod.cli;

import io.beanpod.cli.create.DockerRegistrySecret;
import io.beanpod.cli.create.GenericSecret;
import io.beanpod.cli.create.TlsSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a command by its name, so that only its own classes are loaded. */
final class Registry {
  /** Commands that one looks for together, under a heading of the overview. */
  record Group(String heading, List<String> names) {}

  static final List<Group> GROUPS =
      List.of(
          new Group(
              "Launch and stop",
              List.of("run", "apply", "create", "replace", "start", "delete", "gc")),
          new Group(
              "Make other objects",
              List.of(
                  "create configmap",
                  "create secret generic",
                  "create secret tls",
                  "create secret docker-registry",
                  "create namespace")),
          new Group(
              "Look",
              List.of("get", "describe", "events", "logs", "top", "wait", "inspect", "explain")),
          new Group("Work in containers", List.of("exec", "attach", "cp", "port-forward", "debug")),
          new Group(
              "Change what runs",
              List.of("set resources", "set image", "label", "annotate", "patch", "edit")),
          new Group("Learn", List.of("lab")),
          new Group(
              "Images and more",
              List.of("image import", "image ls", "image inspect", "image rm", "version")));

  static final List<String> NAMES = names();

  private Registry() {}

  static Optional<Command> find(String name) {
    switch (name) {
      case "apply":
        return Optional.of(new ApplyCommand());
      case "run":
        return Optional.of(new RunCommand());
      case "create":
        return Optional.of(new CreateCommand());
      case "create configmap":
        return Optional.of(new CreateConfigMapCommand());
      case "create secret generic":
        return Optional.of(new CreateSecretCommand(new GenericSecret()));
      case "create secret tls":
        return Optional.of(new CreateSecretCommand(new TlsSecret()));
      case "create secret docker-registry":
        return Optional.of(new CreateSecretCommand(new DockerRegistrySecret()));
      case "create namespace":
        return Optional.of(new CreateNamespaceCommand());
      case "get":
        return Optional.of(new GetCommand());
      case "describe":
        return Optional.of(new DescribeCommand());
      case "events":
        return Optional.of(new EventsCommand());
      case "top":
        return Optional.of(new TopCommand());
      case "logs":
        return Optional.of(new LogsCommand());
      case "exec":
        return Optional.of(new ExecCommand());
      case "attach":
        return Optional.of(new AttachCommand());
      case "port-forward":
        return Optional.of(new PortForwardCommand());
      case "cp":
        return Optional.of(new CpCommand());
      case "start":
        return Optional.of(new StartCommand());
      case "debug":
        return Optional.of(new DebugCommand());
      case "lab":
        return Optional.of(new LabCommand());
      case "explain":
        return Optional.of(new ExplainCommand());
      case "label":
        return Optional.of(new MetadataCommand(MetadataKind.LABEL));
      case "annotate":
        return Optional.of(new MetadataCommand(MetadataKind.ANNOTATION));
      case "set resources":
        return Optional.of(new SetResourcesCommand());
      case "set image":
        return Optional.of(new SetImageCommand());
      case "patch":
        return Optional.of(new PatchCommand());
      case "edit":
        return Optional.of(new EditCommand());
      case "replace":
        return Optional.of(new ReplaceCommand());
      case "delete":
        return Optional.of(new DeleteCommand());
      case "gc":
        return Optional.of(new GcCommand());
      case "wait":
        return Optional.of(new WaitCommand());
      case "inspect":
        return Optional.of(new InspectCommand());
      case "image import":
        return Optional.of(new ImageImportCommand());
      case "image ls":
        return Optional.of(new ImageLsCommand());
      case "image inspect":
        return Optional.of(new ImageInspectCommand());
      case "image rm":
        return Optional.of(new ImageRmCommand());
      case "version":
        return Optional.of(new VersionCommand());
      default:
        return Optional.empty();
    }
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Group group : GROUPS) {
      names.addAll(group.names());
    }
    return List.copyOf(names);
  }
}
