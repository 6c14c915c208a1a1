package io.beanpod.cli.kind;

import io.beanpod.cli.Context;
import io.beanpod.cli.describe.AccessModes;
import io.beanpod.cli.describe.Head;
import io.beanpod.cli.text.Age;
import io.beanpod.model.Json;
import io.beanpod.object.ClaimUse;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code v1.PersistentVolumeClaim}. */
final class PersistentVolumeClaimView implements KindView {
  private static final String UNSET = "<unset>";

  @Override
  public List<String> names(boolean wide) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "STATUS",
                "VOLUME",
                "CAPACITY",
                "ACCESS MODES",
                "STORAGECLASS",
                "VOLUMEATTRIBUTESCLASS",
                "AGE"));
    if (wide) {
      names.add("VOLUMEMODE");
    }
    return names;
  }

  @Override
  public List<String> cells(Stored claim, boolean wide, long now) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                phase(claim),
                text(claim, "spec", "volumeName"),
                text(claim, "status", "capacity", "storage"),
                modes(claim),
                text(claim, "spec", "storageClassName"),
                UNSET,
                Age.of(claim.tree(), now)));
    if (wide) {
      cells.add(text(claim, "spec", "volumeMode"));
    }
    return cells;
  }

  @Override
  public String describe(Stored claim, Context context) throws IOException {
    List<String> users = ClaimUse.pods(context.root(), claim);
    return Head.of(
            claim,
            "StorageClass",
            text(claim, "spec", "storageClassName"),
            "Status",
            phase(claim),
            "Volume",
            text(claim, "spec", "volumeName"),
            "Capacity",
            text(claim, "status", "capacity", "storage"),
            "Access Modes",
            modes(claim),
            "VolumeMode",
            text(claim, "spec", "volumeMode"),
            "Used By",
            users.isEmpty() ? "<none>" : String.join("\n", users))
        + "Events:  <none>\n";
  }

  private static String phase(Stored claim) {
    return Json.at(claim.tree(), "metadata", "deletionTimestamp") == null
        ? text(claim, "status", "phase")
        : "Terminating";
  }

  private static String modes(Stored claim) {
    return AccessModes.of(Json.list(Json.at(claim.tree(), "status", "accessModes")));
  }

  private static String text(Stored claim, String... path) {
    return Json.string(Json.at(claim.tree(), path));
  }
}
