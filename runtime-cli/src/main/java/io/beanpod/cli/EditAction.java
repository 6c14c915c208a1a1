package io.beanpod.cli;

import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.change.Subresource;
import io.beanpod.cli.edit.EditSession;
import io.beanpod.cli.edit.Editor;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.YamlWriter;
import io.beanpod.model.patch.MergePatch;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Carries {@code edit} out. What the user has changed goes into the object as a patch: what others
 * have changed meanwhile stays.
 */
record EditAction(Context context, Subresource part, String format) {

  void run(Targets.Target target) throws IOException {
    Stored object = target.get(context);
    Editor editor = Editor.of(System.getenv());
    Map<String, Object> shown = Json.copy(object.tree());
    Object sorted = Json.sorted(shown);
    String text = format.equals("json") ? JsonWriter.indented(sorted) : YamlWriter.write(sorted);
    // Mode 0600: it may hold secrets, as may the environment of a container.
    Path file = Files.createTempFile("beanpod-edit-", "." + format);
    context.out().flush();
    context.err().flush();
    EditSession session =
        new EditSession(
            target.kind(),
            target.name(),
            file,
            editor::open,
            edited -> save(target, shown, edited));
    EditSession.Ending ending = session.run(text);
    if (ending == EditSession.Ending.SAVED) {
      context.out().line(target.label() + " edited");
    } else {
      context.err().line(ending.message());
    }
  }

  private boolean save(Targets.Target target, Map<String, Object> shown, Map<String, Object> edited)
      throws IOException {
    Map<String, Object> patch = MergePatch.between(shown, edited);
    return target
        .change(
            context,
            DryRun.NONE,
            now -> part.only(now, Json.object(MergePatch.apply(now.tree(), patch))))
        .changed();
  }
}
