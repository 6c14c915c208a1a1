package io.beanpod.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short ways to manifests, for tests. */
final class Manifests {
  static final Node NODE = new Node("node-1", "amd64");

  private Manifests() {}

  static byte[] resource(String name) throws IOException {
    try (InputStream in = Manifests.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  static List<PodManifest> read(String yaml) {
    return PodManifest.readAll("web.yaml", yaml.getBytes(StandardCharsets.UTF_8), NODE);
  }

  /** A pod {@code web} with these lines in its spec and these in its container {@code app}. */
  static PodManifest pod(String specLines, String containerLines) {
    return read(yaml(specLines, containerLines)).get(0);
  }

  static String yaml(String specLines, String containerLines) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
    %s  containers:
      - name: app
        image: nginx:1.27
    %s"""
        .formatted(indent(specLines, 2), indent(containerLines, 4));
  }

  private static String indent(String lines, int by) {
    return lines.isEmpty() ? "" : lines.indent(by);
  }
}
