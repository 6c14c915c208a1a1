package io.beanpod.cli;

import java.io.IOException;

/** Carries {@code exec} out. */
final class ExecAction {
  private ExecAction() {}

  static int run(Context context, ExecOptions options) throws IOException {
    context.pod(options.namespace(), options.pod());
    throw new Failure(
        "exec " + options.command() + ": pod " + options.pod() + " cannot be entered");
  }
}
