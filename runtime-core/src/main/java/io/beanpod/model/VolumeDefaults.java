package io.beanpod.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the API server writes into {@code spec.volumes}. */
final class VolumeDefaults {
  private static final String[] CONTENT = {
    ContentVolumeSource.CONFIG_MAP,
    ContentVolumeSource.SECRET,
    ContentVolumeSource.DOWNWARD_API,
    ContentVolumeSource.PROJECTED
  };

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
    for (String kind : CONTENT) {
      if (volume.get(kind) instanceof Map) {
        content(Json.object(volume.get(kind)));
      }
    }
    if (volume.get(ImageVolumeSource.FIELD) instanceof Map) {
      Map<String, Object> image = Json.object(volume.get(ImageVolumeSource.FIELD));
      String reference = Json.string(image.get("reference"));
      Defaults.setIfEmpty(image, "pullPolicy", Defaults.pullPolicy(reference));
    }
  }

  private static void content(Map<String, Object> content) {
    Defaults.set(content, "defaultMode", ContentVolumeSource.DEFAULT_MODE);
    downward(content);
    for (Object source : Json.list(content.get("sources"))) {
      downward(Json.object(Json.object(source).get(ContentVolumeSource.DOWNWARD_API)));
    }
  }

  private static void downward(Map<String, Object> source) {
    for (Object item : Json.list(source.get("items"))) {
      if (item instanceof Map) {
        EnvironmentDefaults.fill(Json.object(item));
      }
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
