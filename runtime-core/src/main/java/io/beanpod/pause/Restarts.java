package io.beanpod.pause;

import io.beanpod.model.RestartPolicy;

/** Whether a container that ended is started again. */
final class Restarts {
  private Restarts() {}

  static boolean wanted(RestartPolicy policy, int exitCode) {
    return switch (policy) {
      case Always -> true;
      case OnFailure -> exitCode != 0;
      case Never -> false;
    };
  }
}
