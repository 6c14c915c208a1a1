package io.beanpod.cli;

import io.beanpod.cli.args.QuickParser;
import io.beanpod.cli.watch.PodWatch;
import io.beanpod.model.Json;
import io.beanpod.pod.PodUpdate;
import io.beanpod.store.StoredPod;
import io.beanpod.watch.KernelChanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Carries {@code debug} out. */
final class DebugAction {
  /** As Kubernetes makes names up: no vowels, so no words, and nothing that looks like a digit. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int LETTERS_OF_NAME = 5;
  private static final long START_MILLIS = 30_000;

  private DebugAction() {}

  static int run(Context context, DebugOptions options) throws IOException {
    StoredPod pod = context.pod(options.namespace(), options.pod());
    String name = options.container().orElseGet(DebugAction::newName);
    new PodUpdate(context.root()).ephemeral(pod, container(options, name));
    if (!options.quiet()) {
      if (options.target().isPresent()) {
        context
            .err()
            .line(
                "Targeting container \"" + options.target().get() + "\": its processes are seen.");
      }
      if (options.container().isEmpty()) {
        context.err().line("Defaulting debug container name to " + name + ".");
      }
      context.err().flush();
    }
    Map<String, Object> state = awaitStart(context, pod, name);
    String message = Json.string(Json.at(state, "terminated", "message"));
    if (Json.string(Json.at(state, "terminated", "containerID")).isEmpty() && !message.isEmpty()) {
      throw new Failure("container " + name + " could not be started: " + message);
    }
    if (!options.attach()) {
      return 0;
    }
    if (!state.containsKey("running") || !options.stdin()) {
      return output(context, pod, name);
    }
    AttachOptions attach =
        new AttachOptions(
            pod.namespace(),
            pod.name(),
            Optional.of(name),
            options.stdin(),
            options.tty(),
            options.quiet());
    try {
      return AttachAction.run(context, attach);
    } catch (Failure e) {
      if (awaitStart(context, pod, name).containsKey("terminated")) {
        return output(context, pod, name); // it was quicker than we
      }
      throw e;
    }
  }

  private static String newName() {
    Random random = new Random();
    StringBuilder name = new StringBuilder("debugger-");
    for (int i = 0; i < LETTERS_OF_NAME; i++) {
      name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return name.toString();
  }

  private static Map<String, Object> container(DebugOptions options, String name) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("image", options.image());
    if (!options.command().isEmpty()) {
      tree.put("command", new ArrayList<Object>(options.command()));
    }
    if (!options.arguments().isEmpty()) {
      tree.put("args", new ArrayList<Object>(options.arguments()));
    }
    List<Object> env = new ArrayList<>();
    for (String variable : options.env()) {
      int equals = variable.indexOf('=');
      env.add(
          Map.of("name", variable.substring(0, equals), "value", variable.substring(equals + 1)));
    }
    if (!env.isEmpty()) {
      tree.put("env", env);
    }
    tree.put("stdin", options.stdin());
    tree.put("tty", options.tty());
    options.target().ifPresent(target -> tree.put("targetContainerName", target));
    return tree;
  }

  /** Its state as soon as it is another one than waiting. */
  private static Map<String, Object> awaitStart(Context context, StoredPod pod, String name)
      throws IOException {
    try (KernelChanges changes = new KernelChanges(context.root())) {
      PodWatch watch =
          new PodWatch(
              () -> context.store().list(pod.namespace()),
              each -> each.uid().equals(pod.uid()),
              changes,
              System::currentTimeMillis);
      long end = System.nanoTime() / 1_000_000 + START_MILLIS;
      for (long left = START_MILLIS; left > 0; left = end - System.nanoTime() / 1_000_000) {
        watch.look();
        Optional<StoredPod> now = context.store().find(pod.namespace(), pod.name());
        if (now.isEmpty() || !now.get().uid().equals(pod.uid())) {
          throw new Failure("pod " + pod.name() + " was deleted meanwhile");
        }
        Map<String, Object> state = Json.object(now.get().containerStatus(name).get("state"));
        if (state.containsKey("running") || state.containsKey("terminated")) {
          return state;
        }
        watch.await(left);
      }
    }
    throw new Failure(
        "container "
            + name
            + " has not started within "
            + START_MILLIS / 1000
            + " s; see: beanpod"
            + " describe pod "
            + pod.name());
  }

  /** What it writes, from its first word on, is in its log: nothing is missed, as by attaching. */
  private static int output(Context context, StoredPod pod, String name) throws IOException {
    return new LogsCommand()
        .run(
            context,
            QuickParser.parse(
                    new LogsCommand().definition(),
                    List.of("-f", "-n", pod.namespace(), pod.name(), "-c", name))
                .orElseThrow());
  }
}
