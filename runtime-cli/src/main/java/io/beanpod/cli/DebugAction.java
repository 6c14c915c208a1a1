package io.beanpod.cli;

import io.beanpod.pod.PodUpdate;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Carries {@code debug} out. */
final class DebugAction {
  /** As Kubernetes makes names up: no vowels, so no words, and nothing that looks like a digit. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int LETTERS_OF_NAME = 5;

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
    NewContainer made = new NewContainer(context, pod, name);
    if (!options.attach()) {
      made.awaitStart();
      return 0;
    }
    return made.attach(options.stdin(), options.tty(), options.quiet());
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
}
