package io.beanpod.cli;

import io.beanpod.linux.Processes;
import io.beanpod.model.Json;
import io.beanpod.pod.Deletion;
import io.beanpod.pod.GarbageCollector;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Stored;
import io.beanpod.store.StoredObject;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries {@code delete} out: asks all pods to end first, and waits for them after that. Other
 * objects are gone at once.
 */
final class DeleteAction {
  private static final int DEFAULT_GRACE_SECONDS = 30;

  private final Context context;
  private final DeleteOptions options;
  private final List<Deletion> deletions = new ArrayList<>();
  private boolean pods;
  private boolean failed;

  private DeleteAction(Context context, DeleteOptions options) {
    this.context = context;
    this.options = options;
  }

  static int run(Context context, DeleteOptions options) throws IOException {
    Processes.prepare();
    return new DeleteAction(context, options).run();
  }

  private int run() throws IOException {
    for (Stored object : objects()) {
      try {
        delete(object);
      } catch (Failure e) {
        context.err().line("error: " + e.getMessage());
        failed = true;
      } catch (IOException e) {
        context.err().line("error: " + FileProblem.of(e, true));
        failed = true;
      }
    }
    context.out().flush();
    if (options.waitUntilGone()) {
      for (Deletion deletion : deletions) {
        deletion.await();
      }
    }
    if (pods) {
      GarbageCollector.runAside(context.root());
    }
    return failed ? Main.FAILED : 0;
  }

  private List<Stored> objects() throws IOException {
    List<Stored> objects = new ArrayList<>();
    Optional<String> namespace =
        options.allNamespaces() ? Optional.empty() : Optional.of(options.namespace());
    boolean many = options.all() || options.selector().isPresent();
    for (ObjectKind kind : options.resources().kinds()) {
      pods |= kind == ObjectKind.POD;
      if (many) {
        objects.addAll(
            PodSelection.matching(AnyKind.list(context, kind, namespace), options.selector()));
      }
    }
    if (many && objects.isEmpty()) {
      context.err().line("No resources found");
    }
    for (Targets.Target target : targets()) {
      pods |= target.kind() == ObjectKind.POD;
      Optional<? extends Stored> found =
          AnyKind.find(context, target.kind(), target.namespace(), target.name());
      if (found.isPresent()) {
        objects.add(found.get());
      } else if (!options.ignoreNotFound()) {
        String message =
            AnyKind.notFound(context, target.kind(), target.namespace(), target.name());
        context.err().line("error: " + message);
        failed = true;
      }
    }
    return objects;
  }

  private List<Targets.Target> targets() throws IOException {
    return options.files().isEmpty()
        ? Targets.named(options.resources(), options.namespace())
        : Targets.inFiles(options.files(), options.namespaceGiven());
  }

  private void delete(Stored object) throws IOException {
    if (object instanceof StoredPod pod) {
      deletions.add(Deletion.request(context.root(), pod, grace(pod)));
    } else if (object instanceof StoredObject other) {
      ObjectDeletion deletion = new ObjectDeletion(context.root());
      for (StoredPod inside : deletion.podsIn(other)) {
        pods = true;
        deletions.add(Deletion.request(context.root(), inside, grace(inside)));
      }
      if (!deletion.remove(other)) {
        context
            .err()
            .line(
                other.kind().qualified()
                    + " \""
                    + other.name()
                    + "\" is in use: it goes when it is not any more");
      }
    }
    String how = options.force() ? " force deleted" : " deleted";
    context.out().line(object.kind().qualified() + " \"" + object.name() + "\"" + how);
  }

  private int grace(StoredPod pod) {
    if (options.gracePeriod().isPresent()) {
      return options.gracePeriod().getAsInt();
    }
    Object own = Json.at(pod.tree(), "spec", "terminationGracePeriodSeconds");
    long seconds = own instanceof Long number ? number : DEFAULT_GRACE_SECONDS;
    return Math.clamp(seconds, 1, Integer.MAX_VALUE);
  }
}
