package io.beanpod.pod;

import io.beanpod.config.ContentPlan;
import io.beanpod.model.ContentVolumeSource;
import io.beanpod.model.KeyToPath;
import io.beanpod.model.ObjectFieldSelector;
import io.beanpod.model.Projection;
import io.beanpod.model.ResourceFieldSelector;
import io.beanpod.volume.VolumePlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Plans the files of configMap, secret, downwardAPI and projected volumes. */
final class ContentPlanner {
  private ContentPlanner() {}

  static VolumePlan.Content plan(String name, ContentVolumeSource volume, DownwardApi downward)
      throws IOException {
    List<ContentPlan.Source> sources = new ArrayList<>();
    for (Projection projection : volume.projections()) {
      if (projection instanceof Projection.Data data) {
        sources.add(keys(data, volume.defaultMode()));
      } else if (projection instanceof Projection.DownwardApi fields) {
        for (Projection.DownwardFile file : fields.items()) {
          sources.add(text(file, volume.defaultMode(), downward));
        }
      }
    }
    return new VolumePlan.Content(name, plugin(volume.kind()), new ContentPlan(sources));
  }

  private static ContentPlan.Keys keys(Projection.Data data, int defaultMode) {
    List<ContentPlan.KeyFile> files = new ArrayList<>();
    for (KeyToPath item : data.items()) {
      files.add(new ContentPlan.KeyFile(item.key(), item.path(), item.mode().orElse(defaultMode)));
    }
    return new ContentPlan.Keys(EnvironmentPlanner.ref(data.object()), files, defaultMode);
  }

  private static ContentPlan.Text text(
      Projection.DownwardFile file, int defaultMode, DownwardApi downward) throws IOException {
    String text =
        file.source() instanceof ResourceFieldSelector resource
            ? downward.value(resource)
            : downward.value((ObjectFieldSelector) file.source());
    return new ContentPlan.Text(file.path(), text, file.mode().orElse(defaultMode));
  }

  private static String plugin(String kind) {
    return switch (kind) {
      case ContentVolumeSource.CONFIG_MAP -> "configmap";
      case ContentVolumeSource.DOWNWARD_API -> "downward-api";
      default -> kind;
    };
  }
}
