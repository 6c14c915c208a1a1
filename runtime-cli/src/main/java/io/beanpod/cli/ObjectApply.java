package io.beanpod.cli;

import io.beanpod.cli.change.DryRun;
import io.beanpod.model.InvalidManifest;
import io.beanpod.object.Kinds;
import io.beanpod.object.Manifest;
import io.beanpod.object.ObjectChange;
import io.beanpod.object.ObjectManifest;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code apply} and {@code replace} of objects other than pods. */
final class ObjectApply {
  private ObjectApply() {}

  /** Makes an object what its manifest says, and tells so; false where it can't be. */
  static boolean apply(Context context, ApplyOptions options, String source, Manifest manifest) {
    String start = "error: " + source + ": ";
    try {
      ObjectChange change = change(context.root(), manifest, false);
      ObjectManifest object = (ObjectManifest) manifest;
      ObjectChange.Outcome outcome = options.create() ? change.add(object) : change.apply(object);
      context.out().line(manifest.label() + " " + outcome.word());
      context.out().flush();
      return true;
    } catch (InvalidManifest e) {
      context.err().line(start + e.getMessage().replace("\n", "\n" + start));
    } catch (IOException e) {
      context.err().line(start + manifest.label() + ": " + FileProblem.of(e, true));
    }
    return false;
  }

  /**
   * Changes an object that is there.
   *
   * @return as it is now, or would be
   * @throws Failure where there is none
   */
  static Map<String, Object> replace(Context context, ObjectManifest manifest, DryRun dryRun)
      throws IOException {
    Optional<ObjectChange.Outcome> outcome =
        change(context.root(), manifest, dryRun != DryRun.NONE).replace(manifest);
    if (outcome.isEmpty()) {
      throw new Failure(
          AnyKind.notFound(
              context,
              manifest.kind(),
              manifest.metadata().namespace(),
              manifest.metadata().name()));
    }
    return outcome.get().after().tree();
  }

  /** Removes an object, if it is there, and makes it anew. */
  static void again(Context context, Manifest manifest) throws IOException {
    ObjectChange change = change(context.root(), manifest, false);
    Optional<StoredObject> old = change.recreate((ObjectManifest) manifest).before();
    if (old.isPresent()) {
      context.out().line(old.get().kind().qualified() + " \"" + old.get().name() + "\" deleted");
    }
  }

  private static ObjectChange change(Root root, Manifest manifest, boolean dryRun) {
    return new ObjectChange(root, Kinds.rules(manifest.kind()).orElseThrow(), dryRun);
  }
}
