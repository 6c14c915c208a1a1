package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import java.util.Map;

/** The {@code seccompProfile} that a pod or a container was given, as kubectl shows it. */
final class SeccompDescription {
  private SeccompDescription() {}

  /**
   * Adds it; nothing where none was given.
   *
   * @param owner a pod's spec, or a container
   */
  static void describe(Sheet sheet, int level, Map<String, Object> owner) {
    Object profile = Json.at(owner, "securityContext", "seccompProfile");
    sheet.putIfAny(level, "SeccompProfile", Json.string(Json.at(profile, "type")));
    int inner = level == 0 ? 0 : level + 1; // kubectl's
    sheet.putIfAny(inner, "LocalhostProfile", Json.string(Json.at(profile, "localhostProfile")));
  }
}
