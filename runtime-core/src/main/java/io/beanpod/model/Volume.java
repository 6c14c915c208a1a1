package io.beanpod.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of {@code spec.volumes}.
 *
 * @param name an RFC 1123 label, once in its pod
 */
public record Volume(String name, VolumeSource source) {
  static final String FIELD = "volumes";

  /** The members of {@code v1.VolumeSource} that are built, in the API's order. */
  static final List<String> KINDS =
      List.of(
          HostPathVolumeSource.FIELD,
          EmptyDirVolumeSource.FIELD,
          PersistentVolumeClaimVolumeSource.FIELD,
          EphemeralVolumeSource.FIELD,
          ImageVolumeSource.FIELD,
          ContentVolumeSource.CONFIG_MAP,
          ContentVolumeSource.SECRET,
          ContentVolumeSource.DOWNWARD_API,
          ContentVolumeSource.PROJECTED);

  static List<Volume> decode(Fields spec) {
    List<Volume> volumes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fields fields : spec.objects(FIELD)) {
      Optional<String> name = fields.requiredString("name");
      if (name.isPresent()) {
        fields.check("name", name.get(), Names.label(name.get()));
        if (!names.add(name.get())) {
          fields.problem("name", "Duplicate value: \"" + name.get() + "\"");
        }
      }
      volumes.add(new Volume(name.orElse(""), source(fields)));
      Unbuilt.refuseInVolume(fields);
      fields.end();
    }
    return volumes;
  }

  private static VolumeSource source(Fields fields) {
    Optional<VolumeSource> source = Optional.empty();
    for (String kind : KINDS) {
      Optional<Fields> object = fields.object(kind);
      if (object.isPresent() && source.isPresent()) {
        fields.problem(kind, "Forbidden: may not specify more than 1 volume type");
      } else if (object.isPresent()) {
        source = Optional.of(source(kind, object.get()));
      }
    }
    return source.orElse(EmptyDirVolumeSource.PLAIN);
  }

  private static VolumeSource source(String kind, Fields fields) {
    return switch (kind) {
      case HostPathVolumeSource.FIELD -> HostPathVolumeSource.decode(fields);
      case EmptyDirVolumeSource.FIELD -> EmptyDirVolumeSource.decode(fields);
      case PersistentVolumeClaimVolumeSource.FIELD ->
          PersistentVolumeClaimVolumeSource.decode(fields);
      case EphemeralVolumeSource.FIELD -> EphemeralVolumeSource.decode(fields);
      case ImageVolumeSource.FIELD -> ImageVolumeSource.decode(fields);
      default -> ContentVolumeSource.decode(kind, fields);
    };
  }
}
