package io.beanpod.cli.inspect;

import io.beanpod.model.Json;
import java.util.List;
import java.util.Map;

/**
 * How the system calls of a process are filtered, as {@code /proc/PID/status} has it.
 *
 * @param mode 0: not at all, 1: strictly, 2: by filters; -1: it is not known
 * @param filters how many there are; -1: it is not known (before Linux 5.9)
 */
record SeccompView(int mode, int filters) {
  static final SeccompView NONE = new SeccompView(-1, -1);

  private static final List<String> LISTS =
      List.of("initContainers", "containers", "ephemeralContainers");

  static SeccompView of(List<String> status) {
    return new SeccompView(number(status, "Seccomp:"), number(status, "Seccomp_filters:"));
  }

  private static int number(List<String> status, String field) {
    for (String line : status) {
      if (line.startsWith(field)) {
        return Integer.parseInt(line.substring(field.length()).strip());
      }
    }
    return -1;
  }

  /** Such as {@code 2 (filter)}, or {@code -}. */
  String modeText() {
    return switch (mode) {
      case 0 -> "0 (disabled)";
      case 1 -> "1 (strict)";
      case 2 -> "2 (filter)";
      default -> "-";
    };
  }

  String filtersText() {
    return filters < 0 ? "-" : Integer.toString(filters);
  }

  /**
   * The profile that a container of a v1.Pod was started with, such as {@code Localhost a.json}.
   */
  static String profile(Map<String, Object> pod, String container) {
    Object profile = null;
    boolean privileged = false;
    for (String list : LISTS) {
      for (Object item : Json.list(Json.at(pod, "spec", list))) {
        if (container.equals(Json.at(item, "name"))) {
          profile = Json.at(item, "securityContext", "seccompProfile");
          privileged = Boolean.TRUE.equals(Json.at(item, "securityContext", "privileged"));
        }
      }
    }
    if (privileged) {
      return "Unconfined (privileged)";
    }
    if (profile == null) {
      profile = Json.at(pod, "spec", "securityContext", "seccompProfile");
    }
    if (profile == null) {
      return "RuntimeDefault (the default)";
    }
    String type = Json.string(Json.at(profile, "type"));
    String file = Json.string(Json.at(profile, "localhostProfile"));
    return file.isEmpty() ? type : type + " " + file;
  }
}
