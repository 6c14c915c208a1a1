package io.beanpod.cli;

import io.beanpod.linux.Processes;
import io.beanpod.pod.Launcher;
import io.beanpod.pod.Starter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Carries {@code start} out. */
final class StartAction {
  private final Context context;
  private boolean failed;

  private StartAction(Context context) {
    this.context = context;
  }

  /**
   * Starts pods.
   *
   * @param pods none: all that a reboot has ended
   */
  static int run(Context context, String namespace, List<String> pods) throws IOException {
    Processes.prepare();
    StartAction action = new StartAction(context);
    try (Launcher launcher = new Launcher(context.root())) {
      Starter starter = new Starter(context.root(), launcher);
      if (pods.isEmpty()) {
        starter.all(action::tell);
      }
      for (String pod : pods) {
        String name = PodName.of(pod);
        Optional<Starter.Started> started = starter.one(namespace, name);
        if (started.isPresent()) {
          action.tell(started.get());
        } else {
          context.out().line("pod/" + name + " runs already");
        }
      }
    }
    return action.failed ? Main.FAILED : 0;
  }

  private void tell(Starter.Started pod) {
    if (pod.started()) {
      context.out().line("pod/" + pod.name() + " started");
      context.out().flush();
    }
    for (String problem : pod.problems()) {
      String start = pod.failed() ? "error: pod/" : "pod/";
      String container = pod.started() ? ": container " : ": ";
      context.err().line(start + pod.name() + container + problem.replace("\n", "\nerror: "));
    }
    context.err().flush();
    failed |= pod.failed();
  }
}
