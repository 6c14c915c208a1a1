package io.beanpod.cli;

import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.PodChange;
import io.beanpod.linux.Processes;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.pod.Applier;
import io.beanpod.pod.Deletion;
import io.beanpod.pod.Launcher;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries {@code replace} out. Everything is read and checked before the first pod changes. */
record ReplaceAction(Context context, Optional<String> namespace, ChangeOutput output) {

  /** One text's pods. */
  private record Read(String source, List<PodManifest> pods) {}

  private List<Read> read(List<String> files) throws IOException {
    Node node = Node.local();
    List<Read> all = new ArrayList<>();
    for (Manifests text : Manifests.read(files)) {
      all.add(new Read(text.source(), text.pods(node, namespace)));
    }
    return all;
  }

  /** Changes the pods that are there, as far as a pod can change. */
  int update(List<String> files) throws IOException {
    boolean failed = false;
    for (Read read : read(files)) {
      for (PodManifest pod : read.pods()) {
        failed |= !update(read.source(), pod);
      }
    }
    return failed ? Main.FAILED : 0;
  }

  private boolean update(String source, PodManifest manifest) {
    String name = manifest.pod().metadata().name();
    try {
      PodChange.Outcome outcome =
          PodChange.make(
              context,
              manifest.pod().metadata().namespace(),
              name,
              output.dryRun(),
              old -> manifest.tree());
      output.print(context.out(), outcome.after(), "replaced");
      return true;
    } catch (Failure | InvalidManifest e) {
      context.err().line("error: " + source + ": " + lines(e.getMessage(), source));
    } catch (IOException e) {
      context.err().line("error: " + source + ": pod/" + name + ": " + FileProblem.of(e, true));
    }
    return false;
  }

  private static String lines(String message, String source) {
    return message.replace("\n", "\nerror: " + source + ": ");
  }

  /**
   * Deletes the pods that are there, and makes all anew. A pod whose successor could not be made is
   * never deleted: manifests are valid and images found before that.
   */
  int force(List<String> files, int graceSeconds) throws IOException {
    Processes.prepare();
    List<Read> all = read(files);
    boolean failed = false;
    try (Launcher launcher = new Launcher(context.root())) {
      Applier applier = new Applier(context.root(), launcher);
      for (Read read : all) {
        applier.resolveImages(read.source(), read.pods());
      }
      for (Read read : all) {
        for (PodManifest pod : read.pods()) {
          failed |= !again(applier, read.source(), pod, graceSeconds);
        }
      }
    }
    return failed ? Main.FAILED : 0;
  }

  private boolean again(Applier applier, String source, PodManifest manifest, int graceSeconds) {
    String name = manifest.pod().metadata().name();
    String where = "error: " + source + ": pod/" + name + ": ";
    try {
      Optional<StoredPod> old = context.store().find(manifest.pod().metadata().namespace(), name);
      if (old.isPresent()) {
        Deletion deletion = Deletion.request(context.root(), old.get(), graceSeconds);
        context.out().line("pod \"" + name + "\" deleted");
        context.out().flush();
        deletion.await();
      }
      Applier.Applied applied = applier.apply(manifest);
      output.print(context.out(), manifest.tree(), "replaced");
      for (String container : applied.unstarted()) {
        context.err().line(where + "container " + container);
      }
      return applied.unstarted().isEmpty();
    } catch (IOException e) {
      context.err().line(where + FileProblem.of(e, true));
      return false;
    }
  }
}
