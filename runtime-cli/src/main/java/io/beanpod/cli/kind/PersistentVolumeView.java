package io.beanpod.cli.kind;

import io.beanpod.cli.Context;
import io.beanpod.cli.describe.AccessModes;
import io.beanpod.cli.describe.Head;
import io.beanpod.cli.text.Age;
import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.util.ArrayList;
import java.util.List;

/** {@code v1.PersistentVolume}. */
final class PersistentVolumeView implements KindView {
  private static final String UNSET = "<unset>";

  @Override
  public boolean namespaced() {
    return false;
  }

  @Override
  public List<String> names(boolean wide) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "CAPACITY",
                "ACCESS MODES",
                "RECLAIM POLICY",
                "STATUS",
                "CLAIM",
                "STORAGECLASS",
                "VOLUMEATTRIBUTESCLASS",
                "REASON",
                "AGE"));
    if (wide) {
      names.add("VOLUMEMODE");
    }
    return names;
  }

  @Override
  public List<String> cells(Stored volume, boolean wide, long now) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                text(volume, "spec", "capacity", "storage"),
                modes(volume),
                text(volume, "spec", "persistentVolumeReclaimPolicy"),
                phase(volume),
                claim(volume),
                text(volume, "spec", "storageClassName"),
                UNSET,
                text(volume, "status", "reason"),
                Age.of(volume.tree(), now)));
    if (wide) {
      cells.add(text(volume, "spec", "volumeMode"));
    }
    return cells;
  }

  @Override
  public String describe(Stored volume, Context context) {
    return Head.of(
            volume,
            "StorageClass",
            text(volume, "spec", "storageClassName"),
            "Status",
            phase(volume),
            "Claim",
            claim(volume),
            "Reclaim Policy",
            text(volume, "spec", "persistentVolumeReclaimPolicy"),
            "Access Modes",
            modes(volume),
            "VolumeMode",
            text(volume, "spec", "volumeMode"),
            "Capacity",
            text(volume, "spec", "capacity", "storage"),
            "Message",
            text(volume, "status", "message"))
        + source(volume)
        + "Events:  <none>\n";
  }

  private static String source(Stored volume) {
    String local = text(volume, "spec", "local", "path");
    return local.isEmpty()
        ? "Source:\n    Type:          HostPath (bare host directory volume)\n    Path:          "
            + text(volume, "spec", "hostPath", "path")
            + "\n    HostPathType:  "
            + text(volume, "spec", "hostPath", "type")
            + "\n"
        : "Source:\n    Type:  LocalVolume (a persistent volume backed by local storage on a"
            + " node)\n    Path:  "
            + local
            + "\n";
  }

  private static String phase(Stored volume) {
    return Json.at(volume.tree(), "metadata", "deletionTimestamp") == null
        ? text(volume, "status", "phase")
        : "Terminating";
  }

  private static String claim(Stored volume) {
    String name = text(volume, "spec", "claimRef", "name");
    return name.isEmpty() ? "" : text(volume, "spec", "claimRef", "namespace") + "/" + name;
  }

  private static String modes(Stored volume) {
    return AccessModes.of(Json.list(Json.at(volume.tree(), "spec", "accessModes")));
  }

  private static String text(Stored volume, String... path) {
    return Json.string(Json.at(volume.tree(), path));
  }
}
