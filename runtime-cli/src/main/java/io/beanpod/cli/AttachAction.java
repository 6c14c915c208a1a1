package io.beanpod.cli;

import io.beanpod.linux.Processes;
import io.beanpod.linux.Terminal;
import io.beanpod.model.Json;
import io.beanpod.pod.Attachment;
import io.beanpod.store.StoredPod;
import java.io.IOException;

/** Carries {@code attach} out, in kubectl's words. */
final class AttachAction {
  private AttachAction() {}

  static int run(Context context, AttachOptions options) throws IOException {
    Processes.prepare();
    StoredPod pod = context.pod(options.namespace(), options.pod());
    if (!pod.pauseAlive() || pod.phase().equals("Succeeded") || pod.phase().equals("Failed")) {
      throw new Failure(
          "cannot attach a container in a completed pod; current phase is " + pod.phase());
    }
    String name = ContainerChoice.of(pod, options.container(), context.err());
    Attachment attachment;
    try {
      attachment = Attachment.open(context.root(), pod.uid(), name);
    } catch (IOException e) {
      throw new Failure("cannot attach to the container: " + e.getMessage(), e);
    }
    boolean stdin = options.stdin() && attachment.stdin();
    boolean raw = stdin && attachment.tty();
    Output err = context.err();
    if (options.stdin() && !attachment.stdin() && !options.quiet()) {
      err.line("warning: Unable to use standard input - container " + name + " has no stdin: true");
    }
    if (options.tty() && !attachment.tty() && !options.quiet()) {
      err.line("error: Unable to use a TTY - container " + name + " did not allocate one");
    }
    if (raw && !Terminal.is(0)) {
      raw = false;
      if (!options.quiet()) {
        err.line("Unable to use a TTY - input is not a terminal or the right kind of file");
      }
    }
    if (!options.quiet()) {
      err.line(
          "All commands and output from this session will be recorded in container logs, including"
              + " credentials and sensitive information passed through the command prompt.");
      err.line("If you don't see a command prompt, try pressing enter.");
    }
    err.flush();
    if (!new AttachSession(attachment, stdin, raw).run()) {
      throw new Failure(
          "attach: container "
              + name
              + " writes faster than this can be shown, so it is shown no more; it is all in: beanpod"
              + " logs "
              + pod.name()
              + " -c "
              + name);
    }
    if (raw && !options.quiet() && restarts(pod)) {
      context
          .out()
          .line(
              "Session ended, resume using 'beanpod attach "
                  + pod.name()
                  + " -c "
                  + name
                  + (pod.namespace().equals("default") ? "" : " -n " + pod.namespace())
                  + " -i -t' command when the pod is running");
    }
    return 0;
  }

  private static boolean restarts(StoredPod pod) {
    return Json.string(Json.at(pod.tree(), "spec", "restartPolicy")).equals("Always");
  }
}
