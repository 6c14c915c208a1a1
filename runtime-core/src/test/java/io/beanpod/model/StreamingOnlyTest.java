package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jackson's databind costs about 100 ms of start-up: nothing here may need it. */
class StreamingOnlyTest {
  @Test
  void readsManifestsWithoutDatabindOnTheClassPath() throws Exception {
    List<URL> jars = new ArrayList<>();
    int removed = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.contains("jackson-databind") || entry.contains("jackson-annotations")) {
        removed++;
      } else {
        jars.add(new File(entry).toURI().toURL());
      }
    }
    assertThat(removed).isPositive();
    try (URLClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> node = loader.loadClass(Node.class.getName());
      Object pods =
          loader
              .loadClass(PodManifest.class.getName())
              .getMethod("readAll", String.class, byte[].class, node)
              .invoke(
                  null,
                  "web.yaml",
                  Manifests.yaml("", "").getBytes(StandardCharsets.UTF_8),
                  node.getConstructor(String.class, String.class).newInstance("n", "amd64"));
      assertThat((List<?>) pods).hasSize(1);
    }
  }
}
