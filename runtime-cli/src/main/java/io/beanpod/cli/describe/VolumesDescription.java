package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import java.util.List;
import java.util.Map;

/** A pod's volumes: {@code describeVolumes} of kubectl. */
final class VolumesDescription {
  private static final int LEVEL = 2;

  private final Sheet sheet;

  VolumesDescription(Sheet sheet) {
    this.sheet = sheet;
  }

  void describe(List<Object> volumes) {
    if (volumes.isEmpty()) {
      sheet.put(0, "Volumes", "<none>");
      return;
    }
    sheet.title(0, "Volumes");
    for (Object item : volumes) {
      Map<String, Object> volume = Json.object(item);
      sheet.title(1, Json.string(volume.get("name")));
      for (Map.Entry<String, Object> source : volume.entrySet()) {
        if (!source.getKey().equals("name")) {
          source(source.getKey(), Json.object(source.getValue()));
        }
      }
    }
  }

  private void source(String kind, Map<String, Object> source) {
    switch (kind) {
      case "emptyDir":
        put("Type", "EmptyDir (a temporary directory that shares a pod's lifetime)");
        put("Medium", Json.string(source.get("medium")));
        put("SizeLimit", orElse(source.get("sizeLimit"), "<unset>"));
        break;
      case "hostPath":
        put("Type", "HostPath (bare host directory volume)");
        put("Path", Json.string(source.get("path")));
        put("HostPathType", Json.string(source.get("type")));
        break;
      case "configMap":
        put("Type", "ConfigMap (a volume populated by a ConfigMap)");
        put("Name", Json.string(source.get("name")));
        put("Optional", String.valueOf(Boolean.TRUE.equals(source.get("optional"))));
        break;
      case "secret":
        put("Type", "Secret (a volume populated by a Secret)");
        put("SecretName", Json.string(source.get("secretName")));
        put("Optional", String.valueOf(Boolean.TRUE.equals(source.get("optional"))));
        break;
      case "downwardAPI":
        put("Type", "DownwardAPI (a volume populated by information about the pod)");
        files(Json.list(source.get("items")));
        break;
      case "projected":
        put("Type", "Projected (a volume that contains injected data from multiple sources)");
        for (Object item : Json.list(source.get("sources"))) {
          projection(Json.object(item));
        }
        break;
      case "persistentVolumeClaim":
        put(
            "Type",
            "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)");
        put("ClaimName", Json.string(source.get("claimName")));
        put("ReadOnly", String.valueOf(Boolean.TRUE.equals(source.get("readOnly"))));
        break;
      case "image":
        put("Type", "Image (a container image or OCI artifact)");
        put("Reference", Json.string(source.get("reference")));
        put("PullPolicy", Json.string(source.get("pullPolicy")));
        break;
      case "ephemeral":
        put(
            "Type",
            "EphemeralVolume (an inline specification for a volume that gets created and deleted"
                + " with the pod)");
        ephemeral(Json.object(Json.at(source, "volumeClaimTemplate")));
        break;
      default:
        put("Type", kind);
    }
  }

  private void files(List<Object> items) {
    sheet.title(LEVEL, "Items");
    for (Object item : items) {
      String field = Json.string(Json.at(item, "fieldRef", "fieldPath"));
      String resource = Json.string(Json.at(item, "resourceFieldRef", "resource"));
      String path = Json.string(Json.object(item).get("path"));
      sheet.line(LEVEL + 1, (field.isEmpty() ? resource : field) + " -> " + path);
    }
  }

  private void projection(Map<String, Object> source) {
    for (String kind : new String[] {"secret", "configMap"}) {
      Map<String, Object> object = Json.object(source.get(kind));
      if (!object.isEmpty()) {
        String label = kind.equals("secret") ? "SecretName" : "ConfigMapName";
        put(label, Json.string(object.get("name")));
        put("Optional", String.valueOf(Boolean.TRUE.equals(object.get("optional"))));
      }
    }
    if (source.get("downwardAPI") != null) {
      put("DownwardAPI", "true");
    }
  }

  private void ephemeral(Map<String, Object> template) {
    Map<String, Object> spec = Json.object(template.get("spec"));
    put("StorageClass", orElse(spec.get("storageClassName"), ""));
    put("Volume", orElse(spec.get("volumeName"), ""));
    put("Labels", Pairs.labels(Json.at(template, "metadata", "labels")));
    put("Annotations", Pairs.annotations(Json.at(template, "metadata", "annotations")));
    put("Capacity", orElse(Json.at(spec, "resources", "requests", "storage"), ""));
    put("Access Modes", AccessModes.of(Json.list(spec.get("accessModes"))));
    put("VolumeMode", orElse(spec.get("volumeMode"), ""));
  }

  private void put(String label, String value) {
    sheet.put(LEVEL, label, value);
  }

  private static String orElse(Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
  }
}
