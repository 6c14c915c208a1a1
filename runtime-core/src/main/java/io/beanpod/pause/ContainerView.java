package io.beanpod.pause;

import java.util.Optional;

/**
 * A container as its status shows it.
 *
 * @param id 64 hexadecimal digits; empty before the first start
 * @param lastState how it ended the last time
 */
record ContainerView(
    String name,
    String image,
    String imageId,
    String id,
    int restartCount,
    ContainerState state,
    Optional<ContainerState.Terminated> lastState) {

  boolean running() {
    return state instanceof ContainerState.Running;
  }
}
