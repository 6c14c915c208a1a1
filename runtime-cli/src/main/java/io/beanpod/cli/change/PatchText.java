package io.beanpod.cli.change;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Documents;
import io.beanpod.model.Json;
import io.beanpod.model.patch.JsonPatch;
import io.beanpod.model.patch.MergePatch;
import io.beanpod.model.patch.PatchException;
import io.beanpod.model.patch.StrategicMerge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The patch of {@code -p} or {@code --patch-file}, read once for all pods.
 *
 * @param type json, merge or strategic
 */
public record PatchText(String type, Object patch) {

  /**
   * What the flags say.
   *
   * @throws UsageError where there is no patch, or two, or its type is unknown
   * @throws io.beanpod.model.InvalidManifest where it is neither JSON nor YAML
   */
  public static PatchText of(String command, Arguments arguments) throws IOException {
    String type = arguments.value("type").orElse("strategic");
    if (!type.equals("json") && !type.equals("merge") && !type.equals("strategic")) {
      throw new UsageError(
          command, "--type must be one of [json merge strategic], not \"" + type + "\"");
    }
    Optional<String> text = arguments.value("patch");
    Optional<String> file = arguments.value("patch-file");
    if (text.isPresent() == file.isPresent()) {
      throw new UsageError(
          command,
          text.isPresent()
              ? "cannot specify --patch and --patch-file together"
              : "must specify --patch or --patch-file containing the contents of the patch");
    }
    byte[] bytes =
        file.isPresent()
            ? read(Path.of(file.get()))
            : text.orElse("").getBytes(StandardCharsets.UTF_8);
    Object patch = Documents.value(file.orElse("patch"), bytes);
    if (!type.equals("json") && !(patch instanceof Map)) {
      throw new UsageError(
          command, "a " + type + " patch is an object; a list of operations needs --type=json");
    }
    return new PatchText(type, patch);
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Failure("unable to read patch file: " + file + ": no such file or directory", e);
    }
  }

  /**
   * The patched object.
   *
   * @param name of the object, for the failure: {@code pod/web}
   * @throws Failure where the patch does not fit
   */
  public Map<String, Object> apply(String name, Map<String, Object> tree) {
    try {
      Object patched =
          switch (type) {
            case "json" -> JsonPatch.apply(tree, patch);
            case "merge" -> MergePatch.apply(tree, patch);
            default -> StrategicMerge.apply(tree, Json.object(patch));
          };
      if (patched instanceof Map) {
        return Json.object(patched);
      }
    } catch (PatchException e) {
      throw new Failure(name + ": patch: " + e.getMessage(), e);
    }
    throw new Failure(name + ": patch: it leaves no object");
  }
}
