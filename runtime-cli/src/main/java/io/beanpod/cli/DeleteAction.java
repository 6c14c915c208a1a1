package io.beanpod.cli;

/** Carries {@code delete} out. */
final class DeleteAction {
  private DeleteAction() {}

  static int run(Context context, DeleteOptions options) {
    throw new Failure("delete " + options.names() + ": no pods below " + context.root().base());
  }
}
