package io.beanpod.cli.create;

import io.beanpod.cli.Caller;
import io.beanpod.cli.Context;
import io.beanpod.cli.Failure;
import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.model.Document;
import io.beanpod.model.InvalidManifest;
import io.beanpod.object.AlreadyExists;
import io.beanpod.object.KindRules;
import io.beanpod.object.Kinds;
import io.beanpod.object.ObjectChange;
import io.beanpod.object.ObjectManifest;
import io.beanpod.store.ObjectKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The making of one object that flags describe: {@code create configmap} and its like. */
public final class Creation {
  private Creation() {}

  /**
   * The beginning of an object: all but what is its kind's own.
   *
   * @throws UsageError unless there is exactly one name
   */
  public static Map<String, Object> object(String command, ObjectKind kind, Arguments arguments) {
    List<String> words = arguments.allWords();
    if (words.size() != 1) {
      throw new UsageError(command, "exactly one NAME is required, got " + words.size());
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", words.get(0));
    Optional<String> namespace = arguments.value("namespace");
    if (kind.namespaced() && namespace.isPresent()) {
      metadata.put("namespace", namespace.get());
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", kind.apiVersion());
    tree.put("kind", kind.kind());
    tree.put("metadata", metadata);
    return tree;
  }

  /**
   * Makes it, or shows what would be made.
   *
   * @throws Failure where there is one of its name
   * @throws InvalidManifest where it cannot be
   */
  public static void run(
      Context context,
      String command,
      ObjectKind kind,
      Arguments arguments,
      Map<String, Object> tree)
      throws IOException {
    ChangeOutput output = ChangeOutput.of(command, arguments);
    KindRules rules = Kinds.rules(kind).orElseThrow();
    ObjectManifest manifest = manifest(rules, tree);
    if (output.dryRun() == DryRun.CLIENT) {
      output.print(context.out(), kind, tree, "created");
      return;
    }
    Caller.requireRoot(command);
    boolean dryRun = output.dryRun() != DryRun.NONE;
    try {
      ObjectChange.Outcome made = new ObjectChange(context.root(), rules, dryRun).add(manifest);
      output.print(context.out(), kind, made.after().tree(), "created");
    } catch (AlreadyExists e) {
      throw new Failure(failed(kind) + e.getMessage(), e);
    }
  }

  /** kubectl's words, which differ from kind to kind. */
  private static String failed(ObjectKind kind) {
    return switch (kind) {
      case CONFIG_MAP -> "failed to create configmap: ";
      case SECRET -> "failed to create secret ";
      default -> "";
    };
  }

  private static ObjectManifest manifest(KindRules rules, Map<String, Object> tree) {
    Document document = new Document("", 1, "", tree);
    try {
      return ObjectManifest.of(document, rules);
    } catch (InvalidManifest e) {
      String where = document.where();
      throw new InvalidManifest(where.substring(where.lastIndexOf(' ') + 1), e.problems());
    }
  }
}
