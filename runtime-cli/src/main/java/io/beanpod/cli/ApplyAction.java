package io.beanpod.cli;

/** Carries {@code apply} out. */
final class ApplyAction {
  private ApplyAction() {}

  static int run(Context context, ApplyOptions options) {
    throw new Failure("apply " + options.files() + ": no launcher below " + context.root().base());
  }
}
