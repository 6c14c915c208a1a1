package io.beanpod.network;

import io.beanpod.model.Documents;
import io.beanpod.model.Json;
import io.beanpod.model.Service;
import io.beanpod.model.ServiceDefaults;
import io.beanpod.store.StoredPod;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Short ways to stored pods and Services, for tests. */
public final class Pods {
  private Pods() {}

  /** A running pod of the namespace {@code default}. */
  public static StoredPod pod(String name, String ip, boolean ready, String labels) {
    return pod(name, ip, ready, labels, "");
  }

  /** The same, with more lines for its YAML. */
  public static StoredPod pod(
      String name, String ip, boolean ready, String labels, String specLines) {
    return stored(
        """
        metadata: {name: %s, namespace: default, uid: uid-%s, labels: %s}
        spec:
          containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]
        %s
        status:
          phase: Running
          podIPs: [{ip: %s}]
          conditions: [{type: Ready, status: "%s"}]
        """
            .formatted(name, name, labels, specLines.indent(2), ip, ready ? "True" : "False"));
  }

  /** A pod as YAML says it. */
  public static StoredPod stored(String yaml) {
    return new StoredPod(tree(yaml), Path.of("pod"), true);
  }

  /** A Service of the namespace {@code default}. */
  public static Service service(String name, String spec) {
    Map<String, Object> tree =
        tree("{metadata: {name: " + name + ", namespace: default}, spec: " + spec + "}");
    ServiceDefaults.fill(Json.object(tree.get("spec")));
    return Service.of(tree, name);
  }

  /** An object as YAML says it. */
  public static Map<String, Object> tree(String yaml) {
    return Json.object(Documents.value("test", yaml.getBytes(StandardCharsets.UTF_8)));
  }
}
