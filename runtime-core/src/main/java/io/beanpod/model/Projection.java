package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Some of the files of a volume: one of {@code projected.sources}, or all there are. */
public sealed interface Projection {

  /**
   * Keys of a ConfigMap or a Secret.
   *
   * @param items which keys, and where; none: all, each under its own name
   */
  record Data(DataObject object, List<KeyToPath> items) implements Projection {
    public Data {
      items = List.copyOf(items);
    }

    static Data decode(Fields fields, boolean secret, String nameField, ContentPaths paths) {
      return new Data(
          DataObject.decode(fields, secret, nameField),
          KeyToPath.decode(fields.objects("items"), paths));
    }
  }

  /** Fields of the pod, a file each. */
  record DownwardApi(List<DownwardFile> items) implements Projection {
    public DownwardApi {
      items = List.copyOf(items);
    }

    static DownwardApi decode(Fields fields, ContentPaths paths) {
      List<DownwardFile> files = new ArrayList<>();
      for (Fields item : fields.objects("items")) {
        DownwardFile.decode(item, paths).ifPresent(files::add);
      }
      return new DownwardApi(files);
    }
  }

  /**
   * One field of the pod, and its file.
   *
   * @param source an {@link ObjectFieldSelector} or a {@link ResourceFieldSelector}
   * @param mode the file's permissions; empty: the volume's default
   */
  record DownwardFile(String path, EnvVarSource source, OptionalInt mode) {
    private static Optional<DownwardFile> decode(Fields item, ContentPaths paths) {
      String path = paths.decode(item);
      OptionalInt mode = ContentPaths.mode(item, "mode");
      Optional<Fields> field = item.object("fieldRef");
      Optional<Fields> resource = item.object("resourceFieldRef");
      Optional<EnvVarSource> source = Optional.empty();
      if (field.isPresent()) {
        source = Optional.of(ObjectFieldSelector.ofVolume(field.get()));
      }
      if (resource.isPresent()) {
        source = Optional.of(ResourceFieldSelector.decode(resource.get(), true));
      }
      item.end();
      if (field.isPresent() && resource.isPresent()) {
        item.problem("", "fieldRef and resourceFieldRef can not be specified simultaneously");
      } else if (source.isEmpty()) {
        item.problem("", "one of fieldRef and resourceFieldRef is required");
      }
      return source.isEmpty()
          ? Optional.empty()
          : Optional.of(new DownwardFile(path, source.get(), mode));
    }
  }

  /** One of {@code projected.sources}; empty where nothing is wanted of it. */
  static Optional<Projection> decode(Fields fields, ContentPaths paths) {
    List<Projection> all = new ArrayList<>();
    Optional<Fields> secret = fields.object(ContentVolumeSource.SECRET);
    if (secret.isPresent()) {
      all.add(Data.decode(secret.get(), true, "name", paths));
      secret.get().end();
    }
    Optional<Fields> configMap = fields.object(ContentVolumeSource.CONFIG_MAP);
    if (configMap.isPresent()) {
      all.add(Data.decode(configMap.get(), false, "name", paths));
      configMap.get().end();
    }
    Optional<Fields> downward = fields.object(ContentVolumeSource.DOWNWARD_API);
    if (downward.isPresent()) {
      all.add(DownwardApi.decode(downward.get(), paths));
      downward.get().end();
    }
    fields.refuse("serviceAccountToken", "clusterTrustBundle", "podCertificate");
    fields.end();
    if (all.size() > 1) {
      fields.problem("", "Forbidden: may not specify more than 1 volume type per source");
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }
}
