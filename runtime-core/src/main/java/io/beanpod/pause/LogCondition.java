package io.beanpod.pause;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code beanpod.io/LogsWritten}: a condition of ours, there only after a log could not be written.
 * It is True again when those of all containers can be.
 */
final class LogCondition {
  static final String TYPE = "beanpod.io/LogsWritten";

  private final Conditions conditions;
  private final Map<String, LogTrouble> failing = new LinkedHashMap<>();

  /** Sets it among these. */
  LogCondition(Conditions conditions) {
    this.conditions = conditions;
  }

  /** One of the logs has begun or ceased to fail. */
  void tell(LogTrouble trouble, Instant now) {
    if (trouble.over()) {
      failing.remove(trouble.container());
    } else {
      failing.put(trouble.container(), trouble);
    }
    set(trouble, now);
  }

  /** A container is started, with a log of its own: what was wrong with the last is past. */
  void started(String container, Instant now) {
    if (failing.remove(container) != null) {
      set(new LogTrouble(container, true, "its log begins anew"), now);
    }
  }

  private void set(LogTrouble trouble, Instant now) {
    if (failing.isEmpty()) {
      conditions.set(TYPE, "True", trouble.reason(), text(trouble), now);
      return;
    }
    StringBuilder message = new StringBuilder();
    for (LogTrouble each : failing.values()) {
      message.append(message.isEmpty() ? "" : "; ").append(text(each));
    }
    String reason = failing.values().iterator().next().reason();
    conditions.set(TYPE, "False", reason, message.toString(), now);
  }

  private static String text(LogTrouble trouble) {
    return "container " + trouble.container() + ": " + trouble.message();
  }
}
