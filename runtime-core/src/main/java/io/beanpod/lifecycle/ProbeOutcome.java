package io.beanpod.lifecycle;

import java.util.Optional;

/**
 * How one probe went, before thresholds.
 *
 * @param verdict what counts
 * @param output for people: what the probe printed or why it failed; as it came from the container,
 *     so whoever shows it to a terminal cleans it; at most {@link #MAX_OUTPUT} characters, the rest
 *     is cut off
 */
public record ProbeOutcome(Verdict verdict, String output) {
  /** The kubelet's bound for a probe's output, 10 KiB. */
  public static final int MAX_OUTPUT = 10 * 1024;

  /** The kubelet's four. */
  public enum Verdict {
    SUCCESS,
    /** Counts as a success, but someone should look: the output says at what. */
    WARNING,
    FAILURE,
    /** The probe itself went wrong, and says nothing about the container. */
    UNKNOWN
  }

  public ProbeOutcome {
    if (output.length() > MAX_OUTPUT) {
      output = output.substring(0, MAX_OUTPUT);
    }
  }

  public static ProbeOutcome success(String output) {
    return new ProbeOutcome(Verdict.SUCCESS, output);
  }

  public static ProbeOutcome warning(String output) {
    return new ProbeOutcome(Verdict.WARNING, output);
  }

  public static ProbeOutcome failure(String output) {
    return new ProbeOutcome(Verdict.FAILURE, output);
  }

  public static ProbeOutcome unknown(String output) {
    return new ProbeOutcome(Verdict.UNKNOWN, output);
  }

  /** Why a hook has not done its work; empty if it has. */
  public Optional<String> failure() {
    boolean failed = verdict == Verdict.FAILURE || verdict == Verdict.UNKNOWN;
    return failed ? Optional.of(output) : Optional.empty();
  }
}
