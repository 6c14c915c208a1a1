package io.beanpod.object;

import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** Short ways to manifests, for tests. */
final class Objects {
  private static final Node NODE = new Node("node-1", "amd64");

  private Objects() {}

  static List<Manifest> read(String yaml) {
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    return ManifestReader.readAll("f.yaml", text, NODE, Optional.empty(), Optional.empty());
  }

  static ObjectManifest one(String yaml) {
    return (ObjectManifest) read(yaml).get(0);
  }

  static ObjectManifest configMap(String lines) {
    return one("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: site}\n" + lines);
  }

  static ObjectManifest secret(String lines) {
    return one("apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n" + lines);
  }

  /** The lines that say what is wrong, without where. */
  static String problems(Runnable reading) {
    InvalidManifest e = Assertions.catchThrowableOfType(InvalidManifest.class, reading::run);
    StringBuilder text = new StringBuilder();
    e.problems().forEach(problem -> text.append(text.isEmpty() ? "" : "\n").append(problem));
    return text.toString();
  }
}
