package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Files that come from elsewhere: a configMap, secret, downwardAPI or projected volume.
 *
 * @param kind {@link #CONFIG_MAP} and so on: the member of {@code v1.VolumeSource}
 * @param defaultMode permissions of files that have none of their own
 * @param projections where the files come from; more than one only in a projected volume
 */
public record ContentVolumeSource(String kind, int defaultMode, List<Projection> projections)
    implements VolumeSource {
  public static final String CONFIG_MAP = "configMap";
  public static final String SECRET = "secret";
  public static final String DOWNWARD_API = "downwardAPI";
  public static final String PROJECTED = "projected";

  static final long DEFAULT_MODE = 0644;

  public ContentVolumeSource {
    projections = List.copyOf(projections);
  }

  static ContentVolumeSource decode(String kind, Fields fields) {
    int mode = ContentPaths.mode(fields, "defaultMode").orElse((int) DEFAULT_MODE);
    ContentPaths paths = new ContentPaths(kind.equals(PROJECTED));
    List<Projection> projections = new ArrayList<>();
    switch (kind) {
      case CONFIG_MAP -> projections.add(Projection.Data.decode(fields, false, "name", paths));
      case SECRET -> projections.add(Projection.Data.decode(fields, true, "secretName", paths));
      case DOWNWARD_API -> projections.add(Projection.DownwardApi.decode(fields, paths));
      default -> {
        for (Fields source : fields.objects("sources")) {
          Projection.decode(source, paths).ifPresent(projections::add);
        }
      }
    }
    fields.end();
    return new ContentVolumeSource(kind, mode, projections);
  }

  /** Adds a problem for each file that is about a container that the pod has not. */
  void checkContainers(Fields spec, PodSpec pod) {
    for (Projection projection : projections) {
      if (projection instanceof Projection.DownwardApi downward) {
        for (Projection.DownwardFile file : downward.items()) {
          if (file.source() instanceof ResourceFieldSelector resource) {
            resource.checkContainer(spec, pod);
          }
        }
      }
    }
  }
}
