package io.beanpod.cli;

import io.beanpod.cli.run.RunOptions;
import io.beanpod.cli.run.RunPod;
import io.beanpod.linux.Processes;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.object.AlreadyExists;
import io.beanpod.pod.Applier;
import io.beanpod.pod.Deletion;
import io.beanpod.pod.GarbageCollector;
import io.beanpod.pod.HostNamespaces;
import io.beanpod.pod.Launcher;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries {@code run} out: what {@code create -f} does for a manifest, then what attaching asks.
 */
final class RunAction {
  private static final int GRACE_SECONDS = 30;
  private static final long FOREVER_MILLIS = Integer.MAX_VALUE;

  private final Context context;
  private final RunOptions options;
  private final RunPod description;

  private RunAction(Context context, RunOptions options) throws IOException {
    this.context = context;
    this.options = options;
    description = RunPod.of(options, Path.of("").toAbsolutePath());
  }

  static int run(Context context, RunOptions options) throws IOException {
    RunAction action = new RunAction(context, options);
    try {
      return switch (options.output().dryRun()) {
        case CLIENT -> action.show(action.description.tree());
        case SERVER -> action.dryRun();
        case NONE -> action.run();
      };
    } catch (InvalidManifest e) {
      throw action.description.byFlags(e);
    }
  }

  private int show(Map<String, Object> tree) throws IOException {
    description.manifest(Node.local());
    options.output().print(context.out(), ObjectKind.POD, tree, "created");
    return 0;
  }

  private int dryRun() throws IOException {
    Caller.requireRoot("run");
    try (Launcher launcher = new Launcher(context.root())) {
      return show(checked(new Applier(context.root(), launcher)).tree());
    }
  }

  /** The pod, if it can be made: its image is there, and none of its name. */
  private PodManifest checked(Applier applier) throws IOException {
    PodManifest manifest = description.manifest(Node.local());
    applier.resolveImages("run", List.of(manifest));
    String namespace = manifest.pod().metadata().namespace();
    if (context.store().find(namespace, options.name()).isPresent()) {
      throw new Failure(new AlreadyExists(ObjectKind.POD, options.name()).getMessage());
    }
    return manifest;
  }

  private int run() throws IOException {
    Caller.requireRoot("run");
    Processes.prepare();
    StoredPod pod;
    List<String> unstarted;
    try (Launcher launcher = new Launcher(context.root())) {
      launcher.prepare(new HostNamespaces(false, false, false));
      Applier applier = new Applier(context.root(), launcher);
      PodManifest manifest = checked(applier);
      unstarted = applier.apply(manifest).unstarted();
      PodApplications.warn(context, manifest.pod().spec());
      pod = context.pod(manifest.pod().metadata().namespace(), options.name());
    }
    for (String container : unstarted) {
      context.err().line("error: pod/" + options.name() + ": container " + container);
    }
    context.err().flush();
    if (options.attach()) {
      return attached(pod);
    }
    options.output().print(context.out(), ObjectKind.POD, pod.tree(), "created");
    return unstarted.isEmpty() ? 0 : Main.FAILED;
  }

  private int attached(StoredPod pod) throws IOException {
    NewContainer container = new NewContainer(context, pod, options.name());
    Optional<StoredPod> ended = Optional.empty();
    try {
      container.attach(options.stdin(), options.tty(), options.quiet());
      if (!options.restart().equals("Always") && !options.leaveStdinOpen()) {
        ended = container.await(RunAction::isOver, FOREVER_MILLIS);
      }
    } finally {
      context.out().flush();
      if (options.remove()) {
        remove(pod, ended.isPresent());
      }
    }
    return ended.isPresent() ? status(ended.get()) : 0;
  }

  private static boolean isOver(StoredPod pod) {
    return pod.phase().equals("Succeeded") || pod.phase().equals("Failed");
  }

  /** One that goes on for its grace period is not waited for: kubectl does not, either. */
  private void remove(StoredPod pod, boolean ended) throws IOException {
    Deletion deletion = Deletion.request(context.root(), pod, GRACE_SECONDS);
    if (!options.quiet()) {
      context.out().line("pod \"" + pod.name() + "\" deleted");
      context.out().flush();
    }
    if (ended) {
      deletion.await();
    }
    GarbageCollector.runAside(context.root());
  }

  /** The container's exit status, as kubectl has it. */
  private int status(StoredPod pod) {
    if (pod.phase().equals("Succeeded")) {
      return 0;
    }
    String name = "pod " + pod.namespace() + "/" + pod.name();
    Object terminated = Json.at(pod.containerStatus(options.name()), "state", "terminated");
    if (!(Json.at(terminated, "exitCode") instanceof Long code) || code == 0) {
      throw new Failure(name + " failed with unknown exit code");
    }
    if (!options.quiet()) {
      String message = Json.string(Json.at(terminated, "message"));
      context
          .err()
          .line(
              name
                  + " terminated ("
                  + Json.string(Json.at(terminated, "reason"))
                  + ")"
                  + (message.isEmpty() ? "" : "\n" + message));
    }
    return code.intValue();
  }
}
