package io.beanpod.volume;

import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import io.beanpod.model.FsGroup;
import java.time.Duration;
import java.util.Optional;

/**
 * A volume that is given to the pod's fsGroup by a thread of its own: with millions of files in it
 * that takes minutes, in which the pause has signals and requests to answer.
 */
final class OwnershipChange {
  /** Most volumes are done within that, and their containers start with those of other pods. */
  static final Duration PATIENCE = Duration.ofMillis(100);

  private Optional<SyscallException> failure = Optional.empty();
  private volatile boolean over;

  /**
   * Begins, and waits a little.
   *
   * @param top the volume's root, which is closed in the end
   * @param told called by the thread when it is over
   */
  OwnershipChange(Fd top, FsGroup group, Duration patience, Runnable told) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("fs-group")
            .start(
                () -> {
                  change(top, group);
                  over = true;
                  told.run();
                });
    try {
      thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is not waited for any longer
    }
  }

  private void change(Fd top, FsGroup group) {
    try (top) {
      FsGroupOwnership.apply(top, group);
    } catch (SyscallException e) {
      failure = Optional.of(e);
    }
  }

  boolean isOver() {
    return over;
  }

  /** Why it has failed, once it is over; empty if it has not. */
  Optional<SyscallException> failure() {
    return failure;
  }
}
