package io.beanpod.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the API server writes into {@code spec.volumes}. */
final class VolumeDefaults {
  private VolumeDefaults() {}

  static void fill(List<Object> volumes) {
    for (Object item : volumes) {
      if (item instanceof Map) {
        volume(Json.object(item));
      }
    }
  }

  private static void volume(Map<String, Object> volume) {
    if (hasNoSource(volume)) {
      volume.put(EmptyDirVolumeSource.FIELD, new LinkedHashMap<String, Object>());
    }
    if (volume.get(EmptyDirVolumeSource.FIELD) instanceof Map) {
      sizeLimit(Json.object(volume.get(EmptyDirVolumeSource.FIELD)));
    }
    if (volume.get(HostPathVolumeSource.FIELD) instanceof Map) {
      Defaults.set(Json.object(volume.get(HostPathVolumeSource.FIELD)), "type", "");
    }
    if (Json.at(volume, EphemeralVolumeSource.FIELD, EphemeralVolumeSource.TEMPLATE, "spec")
        instanceof Map<?, ?> claim) {
      PersistentVolumeClaimSpec.fill(Json.object(claim));
    }
    if (volume.get(ImageVolumeSource.FIELD) instanceof Map) {
      Map<String, Object> image = Json.object(volume.get(ImageVolumeSource.FIELD));
      String reference = Json.string(image.get("reference"));
      Defaults.setIfEmpty(image, "pullPolicy", Defaults.pullPolicy(reference));
    }
  }

  /** A volume with nothing but its name is an emptyDir. */
  private static boolean hasNoSource(Map<String, Object> volume) {
    for (Map.Entry<String, Object> field : volume.entrySet()) {
      if (!field.getKey().equals("name") && field.getValue() != null) {
        return false;
      }
    }
    return true;
  }

  private static void sizeLimit(Map<String, Object> emptyDir) {
    if (emptyDir.get("sizeLimit") != null) {
      Map<String, Object> limit = new LinkedHashMap<>(Map.of("", emptyDir.get("sizeLimit")));
      Quantities.canonical(limit);
      emptyDir.put("sizeLimit", limit.get(""));
    }
  }
}
