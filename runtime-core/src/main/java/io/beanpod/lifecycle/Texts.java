package io.beanpod.lifecycle;

/** The kubelet's sentences that take some putting together. */
final class Texts {
  private Texts() {}

  /**
   * Of a container that waits for its next start.
   *
   * @param pod as the kubelet writes it in messages: {@code web_default(UID)}
   */
  static String backOff(long delayMillis, String container, String pod) {
    return "back-off "
        + duration(delayMillis)
        + " restarting failed container="
        + container
        + " pod="
        + pod;
  }

  /** Of a hook that has failed. */
  static String hookFailed(Handler hook, String container, String pod, String error) {
    return action(hook)
        + " for Container \""
        + container
        + "\" in Pod \""
        + pod
        + "\" failed - error: "
        + error;
  }

  private static String action(Handler hook) {
    if (hook instanceof Handler.Exec exec) {
      return "Exec lifecycle hook ([" + String.join(" ", exec.command()) + "])";
    }
    if (hook instanceof Handler.HttpGet http) {
      return "HTTP lifecycle hook (" + http.path() + ")";
    }
    if (hook instanceof Handler.Sleep sleep) {
      return "Sleep lifecycle hook (" + sleep.seconds() + ")";
    }
    return "Lifecycle hook";
  }

  /**
   * As Go prints a {@code time.Duration}: {@code 250ms}, {@code 10s}, {@code 2m40s}, {@code
   * 1h0m0s}.
   */
  static String duration(long millis) {
    if (millis > 0 && millis < 1000) {
      return millis + "ms";
    }
    StringBuilder text = new StringBuilder();
    long seconds = millis / 1000;
    if (seconds >= 3600) {
      text.append(seconds / 3600).append('h');
    }
    if (seconds >= 60) {
      text.append(seconds / 60 % 60).append('m');
    }
    text.append(seconds % 60);
    String fraction = Long.toString(millis % 1000 + 1000).substring(1);
    int digits = fraction.length();
    while (digits > 0 && fraction.charAt(digits - 1) == '0') {
      digits--;
    }
    if (digits > 0) {
      text.append('.').append(fraction, 0, digits);
    }
    return text.append('s').toString();
  }
}
