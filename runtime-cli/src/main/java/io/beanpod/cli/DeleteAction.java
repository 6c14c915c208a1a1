package io.beanpod.cli;

import io.beanpod.linux.Processes;
import io.beanpod.model.Json;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.pod.Deletion;
import io.beanpod.pod.GarbageCollector;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries {@code delete} out: asks all pods to end first, and waits for them after that. */
final class DeleteAction {
  private static final int DEFAULT_GRACE_SECONDS = 30;

  private DeleteAction() {}

  static int run(Context context, DeleteOptions options) throws IOException {
    Processes.prepare();
    boolean failed = false;
    List<StoredPod> pods = new ArrayList<>();
    if (options.all() || options.selector().isPresent()) {
      List<StoredPod> all =
          options.allNamespaces()
              ? context.store().list()
              : context.store().list(options.namespace());
      pods.addAll(PodSelection.matching(all, options.selector()));
      if (pods.isEmpty()) {
        context.err().line("No resources found");
      }
    }
    for (String[] name : names(options)) {
      Optional<StoredPod> pod = context.store().find(name[0], name[1]);
      if (pod.isPresent()) {
        pods.add(pod.get());
      } else if (!options.ignoreNotFound()) {
        context.err().line("error: " + context.notFound(name[0], name[1]));
        failed = true;
      }
    }
    failed |= delete(context, options, pods);
    GarbageCollector.run(context.root());
    return failed ? Main.FAILED : 0;
  }

  private static List<String[]> names(DeleteOptions options) throws IOException {
    List<String[]> names = new ArrayList<>();
    for (String name : options.names()) {
      names.add(new String[] {options.namespace(), PodName.of(name)});
    }
    if (!options.files().isEmpty()) {
      Node node = Node.local();
      for (Manifests text : Manifests.read(options.files())) {
        for (PodManifest pod : text.pods(node, options.namespaceGiven())) {
          names.add(new String[] {pod.pod().metadata().namespace(), pod.pod().metadata().name()});
        }
      }
    }
    return names;
  }

  private static boolean delete(Context context, DeleteOptions options, List<StoredPod> pods)
      throws IOException {
    boolean failed = false;
    List<Deletion> deletions = new ArrayList<>();
    for (StoredPod pod : pods) {
      try {
        deletions.add(Deletion.request(context.root(), pod, grace(options, pod)));
        String how = options.force() ? " force deleted" : " deleted";
        context.out().line("pod \"" + pod.name() + "\"" + how);
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
    return failed;
  }

  private static int grace(DeleteOptions options, StoredPod pod) {
    if (options.gracePeriod().isPresent()) {
      return options.gracePeriod().getAsInt();
    }
    Object own = Json.at(pod.tree(), "spec", "terminationGracePeriodSeconds");
    long seconds = own instanceof Long number ? number : DEFAULT_GRACE_SECONDS;
    return Math.clamp(seconds, 1, Integer.MAX_VALUE);
  }
}
