package io.beanpod.cli;

import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.StoredChange;
import io.beanpod.linux.Processes;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Node;
import io.beanpod.object.Manifest;
import io.beanpod.object.ObjectManifest;
import io.beanpod.object.PodObject;
import io.beanpod.pod.Applier;
import io.beanpod.pod.Deletion;
import io.beanpod.pod.GarbageCollector;
import io.beanpod.pod.Launcher;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries {@code replace} out. Everything is read and checked before the first object changes. */
record ReplaceAction(Context context, Optional<String> namespace, ChangeOutput output) {

  /** One text's objects. */
  private record Read(String source, List<Manifest> objects) {}

  private List<Read> read(List<String> files) throws IOException {
    Node node = Node.local();
    List<Read> all = new ArrayList<>();
    for (Manifests text : Manifests.read(files)) {
      all.add(new Read(text.source(), text.objects(node, namespace)));
    }
    return all;
  }

  /** Changes the objects that are there, as far as they can change. */
  int update(List<String> files) throws IOException {
    boolean failed = false;
    for (Read read : read(files)) {
      for (Manifest object : read.objects()) {
        failed |= !update(read.source(), object);
      }
    }
    return failed ? Main.FAILED : 0;
  }

  private boolean update(String source, Manifest object) {
    try {
      Map<String, Object> after =
          object instanceof ObjectManifest other
              ? ObjectApply.replace(context, other, output.dryRun())
              : StoredChange.make(
                      context,
                      object.kind(),
                      object.metadata().namespace(),
                      object.metadata().name(),
                      output.dryRun(),
                      old -> object.tree())
                  .after();
      output.print(context.out(), object.kind(), after, "replaced");
      return true;
    } catch (Failure | InvalidManifest e) {
      context.err().line("error: " + source + ": " + lines(e.getMessage(), source));
    } catch (IOException e) {
      context.err().line(where(source, object) + FileProblem.of(e, true));
    }
    return false;
  }

  private static String lines(String message, String source) {
    return message.replace("\n", "\nerror: " + source + ": ");
  }

  /**
   * Deletes the objects that are there, and makes all anew. A pod whose successor could not be made
   * is never deleted: manifests are valid and images found before that.
   */
  int force(List<String> files, int graceSeconds) throws IOException {
    Processes.prepare();
    List<Read> all = read(files);
    boolean failed = false;
    try (Launcher launcher = new Launcher(context.root())) {
      Applier applier = new Applier(context.root(), launcher);
      for (Read read : all) {
        applier.resolveImages(read.source(), Manifests.pods(read.objects()));
      }
      for (Read read : all) {
        for (Manifest object : read.objects()) {
          failed |= !again(applier, read.source(), object, graceSeconds);
        }
      }
    }
    return failed ? Main.FAILED : 0;
  }

  private boolean again(Applier applier, String source, Manifest object, int graceSeconds) {
    try {
      List<String> unstarted = List.of();
      if (object instanceof PodObject pod) {
        unstarted = again(applier, pod, graceSeconds);
      } else {
        ObjectApply.again(context, object);
      }
      output.print(context.out(), object.kind(), object.tree(), "replaced");
      for (String container : unstarted) {
        context.err().line(where(source, object) + "container " + container);
      }
      return unstarted.isEmpty();
    } catch (InvalidManifest e) {
      context.err().line("error: " + source + ": " + lines(e.getMessage(), source));
    } catch (IOException e) {
      context.err().line(where(source, object) + FileProblem.of(e, true));
    }
    return false;
  }

  private List<String> again(Applier applier, PodObject pod, int graceSeconds) throws IOException {
    String name = pod.metadata().name();
    Optional<StoredPod> old = context.store().find(pod.metadata().namespace(), name);
    if (old.isPresent()) {
      Deletion deletion = Deletion.request(context.root(), old.get(), graceSeconds);
      context.out().line("pod \"" + name + "\" deleted");
      context.out().flush();
      deletion.await();
      GarbageCollector.runAside(context.root()); // its network: the new pod may need its ports
    }
    return applier.apply(pod.pod()).unstarted();
  }

  private static String where(String source, Manifest object) {
    return "error: " + source + ": " + object.label() + ": ";
  }
}
