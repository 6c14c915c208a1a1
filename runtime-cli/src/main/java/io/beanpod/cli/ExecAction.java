package io.beanpod.cli;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.container.Exec;
import io.beanpod.container.StartFailure;
import io.beanpod.linux.Processes;
import io.beanpod.linux.Terminal;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.Optional;

/** Carries {@code exec} out. */
final class ExecAction {
  private ExecAction() {}

  static int run(Context context, ExecOptions options) throws IOException {
    Processes.prepare();
    StoredPod pod = context.pod(options.namespace(), options.pod());
    String name = ContainerChoice.of(pod, options.container(), context.err());
    if (!pod.pauseAlive()) {
      throw new Failure(
          "cannot exec in pod " + pod.name() + ": it has ended (phase " + pod.phase() + ")");
    }
    Optional<RuntimeState.Container> container =
        context.store().runtime(pod).flatMap(runtime -> runtime.container(name));
    if (container.isEmpty()) {
      throw new Failure("cannot exec in pod " + pod.name() + ": it is being removed");
    }
    boolean terminal = options.tty();
    if (terminal && options.stdin() && !Terminal.is(0)) {
      context.err().line("Unable to use a TTY - input is not a terminal or the right kind of file");
      terminal = false;
    }
    context.out().flush();
    context.err().flush();
    try {
      return new Exec(CgroupDriver.detect(context.root()), container.get(), options.command())
          .run(options.stdin(), terminal);
    } catch (StartFailure e) {
      context.err().line("error: container " + name + ": " + e.getMessage());
      return Exec.NOT_FOUND;
    }
  }
}
