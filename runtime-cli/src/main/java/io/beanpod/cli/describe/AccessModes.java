package io.beanpod.cli.describe;

import io.beanpod.model.AccessMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Access modes as kubectl abbreviates them: {@code RWO,ROX}. */
public final class AccessModes {
  private AccessModes() {}

  /** Those of a list of names; what is none is left out. */
  public static String of(List<Object> names) {
    List<String> abbreviations = new ArrayList<>();
    for (Object name : names) {
      Optional<AccessMode> mode = AccessMode.of(String.valueOf(name));
      mode.ifPresent(known -> abbreviations.add(known.abbreviation()));
    }
    return String.join(",", abbreviations);
  }
}
