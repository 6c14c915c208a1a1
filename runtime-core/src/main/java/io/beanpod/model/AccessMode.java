package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code v1.PersistentVolumeAccessMode}. */
public enum AccessMode {
  ReadWriteOnce("RWO"),
  ReadOnlyMany("ROX"),
  ReadWriteMany("RWX"),
  ReadWriteOncePod("RWOP");

  private static final String FIELD = "accessModes";

  private final String abbreviation;

  AccessMode(String abbreviation) {
    this.abbreviation = abbreviation;
  }

  /** As tables have it. */
  public String abbreviation() {
    return abbreviation;
  }

  /** That of its name. */
  public static Optional<AccessMode> of(String name) {
    for (AccessMode mode : values()) {
      if (mode.name().equals(name)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** Those of a spec, of which there must be one. */
  static List<AccessMode> decode(Fields spec) {
    List<AccessMode> modes = new ArrayList<>();
    List<String> names = spec.strings(FIELD);
    for (int i = 0; i < names.size(); i++) {
      Optional<AccessMode> mode = of(names.get(i));
      if (mode.isEmpty()) {
        spec.problem(
            FIELD + "[" + i + "]",
            "\""
                + names.get(i)
                + "\" is not valid; use one of ReadWriteOnce, ReadOnlyMany, ReadWriteMany,"
                + " ReadWriteOncePod");
      } else {
        modes.add(mode.get());
      }
    }
    if (names.isEmpty()) {
      spec.problem(FIELD, "required: at least 1 access mode is required");
    }
    if (modes.contains(ReadWriteOncePod) && names.size() > 1) {
      spec.problem(FIELD, "Forbidden: may not use ReadWriteOncePod with other access modes");
    }
    return modes;
  }
}
