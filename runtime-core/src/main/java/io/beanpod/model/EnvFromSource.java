package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All keys of a ConfigMap or a Secret as environment variables: one of {@code envFrom}.
 *
 * @param prefix is put before each key; may be empty
 */
public record EnvFromSource(String prefix, DataObject object) {
  static List<EnvFromSource> decode(List<Fields> items) {
    List<EnvFromSource> sources = new ArrayList<>();
    for (Fields item : items) {
      String prefix = item.string("prefix").orElse("");
      if (!prefix.isEmpty()) {
        item.check("prefix", prefix, Names.envName(prefix));
      }
      Optional<Fields> configMap = item.object("configMapRef");
      Optional<Fields> secret = item.object("secretRef");
      if (configMap.isPresent() && secret.isPresent()) {
        item.problem("", "may not have more than one field specified at a time");
      } else if (configMap.isEmpty() && secret.isEmpty()) {
        item.problem("", "must specify one of: configMapRef or secretRef");
      } else {
        Fields reference = secret.or(() -> configMap).get();
        sources.add(
            new EnvFromSource(prefix, DataObject.decode(reference, secret.isPresent(), "name")));
        reference.end();
      }
      item.end();
    }
    return sources;
  }
}
