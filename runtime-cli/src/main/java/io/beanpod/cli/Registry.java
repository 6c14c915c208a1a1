package io.beanpod.cli;

import io.beanpod.cli.args.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a command by its name, so that only its own classes are loaded. */
final class Registry {
  static final List<String> NAMES =
      List.of(
          "apply",
          "get",
          "describe",
          "events",
          "top",
          "explain",
          "logs",
          "exec",
          "debug",
          "attach",
          "cp",
          "start",
          "label",
          "annotate",
          "patch",
          "edit",
          "replace",
          "delete",
          "wait",
          "inspect",
          "image import",
          "image ls",
          "image inspect",
          "image rm",
          "version");

  private Registry() {}

  static Optional<Command> find(String name) {
    switch (name) {
      case "apply":
        return Optional.of(new ApplyCommand());
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
      case "cp":
        return Optional.of(new CpCommand());
      case "start":
        return Optional.of(new StartCommand());
      case "debug":
        return Optional.of(new DebugCommand());
      case "explain":
        return Optional.of(new ExplainCommand());
      case "label":
        return Optional.of(new MetadataCommand(MetadataKind.LABEL));
      case "annotate":
        return Optional.of(new MetadataCommand(MetadataKind.ANNOTATION));
      case "patch":
        return Optional.of(new PatchCommand());
      case "edit":
        return Optional.of(new EditCommand());
      case "replace":
        return Optional.of(new ReplaceCommand());
      case "delete":
        return Optional.of(new DeleteCommand());
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

  /** The definitions of all commands whose name starts with {@code prefix}. */
  static List<Definition> all(String prefix) {
    List<Definition> definitions = new ArrayList<>();
    for (String name : NAMES) {
      if (name.startsWith(prefix)) {
        find(name).ifPresent(command -> definitions.add(command.definition()));
      }
    }
    return definitions;
  }
}
