package io.beanpod.config;

import io.beanpod.store.ObjectData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a volume, from the objects as they are now: {@code MakePayload} of <a
 * href="https://github.com/kubernetes/kubernetes/tree/master/pkg/volume">pkg/volume</a>'s configmap
 * and secret, and {@code collectData} of its projected.
 */
public final class Content {
  private final Map<String, FileContent> files = new LinkedHashMap<>();
  private boolean immutable = true;

  private Content() {}

  /**
   * All files of a volume.
   *
   * @throws ConfigException with all that is missing and not optional
   */
  public static Content of(ContentPlan plan, ConfigObjects objects) throws ConfigException {
    Content content = new Content();
    List<ConfigException> problems = new ArrayList<>();
    for (ContentPlan.Source source : plan.sources()) {
      try {
        if (source instanceof ContentPlan.Keys keys) {
          content.add(keys, objects.data(keys.object()));
        } else if (source instanceof ContentPlan.Text text) {
          byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
          content.files.put(text.path(), new FileContent(bytes, text.mode()));
        }
      } catch (ConfigException e) {
        problems.add(e);
      }
    }
    if (!problems.isEmpty()) {
      throw ConfigException.all(problems);
    }
    return content;
  }

  /** By their paths in the volume. */
  public Map<String, FileContent> files() {
    return files;
  }

  /** Whether no object that it comes from can change any more, and all are there. */
  public boolean immutable() {
    return immutable;
  }

  private void add(ContentPlan.Keys keys, Optional<ObjectData> data) throws ConfigException {
    immutable &= data.isPresent() && data.get().immutable();
    if (data.isEmpty()) {
      return;
    }
    if (keys.files().isEmpty()) {
      for (Map<String, byte[]> map : List.of(data.get().data(), data.get().binaryData())) {
        for (Map.Entry<String, byte[]> entry : map.entrySet()) {
          files.put(entry.getKey(), new FileContent(entry.getValue(), keys.mode()));
        }
      }
    }
    for (ContentPlan.KeyFile file : keys.files()) {
      byte[] bytes = data.get().data().get(file.key());
      bytes = bytes == null ? data.get().binaryData().get(file.key()) : bytes;
      if (bytes != null) {
        files.put(file.path(), new FileContent(bytes, file.mode()));
      } else if (!keys.object().optional()) {
        throw new ConfigException(
            keys.object().secret()
                ? "references non-existent secret key: " + file.key()
                : "configmap references non-existent config key: " + file.key());
      }
    }
  }
}
