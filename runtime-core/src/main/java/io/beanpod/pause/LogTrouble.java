package io.beanpod.pause;

/**
 * What is to be told of a container's log: that it can't be written, or that it can be again.
 *
 * @param container whose log it is
 * @param over whether everything is as it should be again
 * @param message what failed and why, or what was lost meanwhile
 */
record LogTrouble(String container, boolean over, String message) {
  /** The reason that an event or a condition gives. */
  String reason() {
    return over ? "LogRecovered" : "LogWriteFailed";
  }
}
