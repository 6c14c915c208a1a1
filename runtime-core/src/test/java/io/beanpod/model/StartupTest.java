package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Each of these classes, loaded while a manifest is read, has cost every command 10 ms or more: the
 * bootstraps of a record's equals and of a string concatenation, and databind.
 */
class StartupTest {
  /** What the child JVM runs. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      byte[] text = args[0].getBytes(StandardCharsets.UTF_8);
      PodManifest pod = PodManifest.readAll("x", text, new Node("n", "amd64")).get(0);
      System.out.println(YamlWriter.write(Json.sorted(pod.tree())));
      System.out.println(JsonWriter.compact(pod.tree()) + " " + QosClass.of(pod.pod()));
    }
  }

  @Test
  void readingAManifestLoadsNothingDear() throws IOException, InterruptedException {
    String lines =
        "env: [{name: A, value: x}]\nports: [{containerPort: 80}]\n"
            + "resources: {limits: {cpu: 500m, memory: 64Mi}}";
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                Manifests.yaml("tolerations: [{operator: Exists}]", lines))
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("Guaranteed")
        .contains("io.beanpod.model.Quantity ")
        .doesNotContain("java.lang.runtime.ObjectMethods ")
        .doesNotContain("java.lang.invoke.StringConcatFactory ")
        .doesNotContain("java.lang.runtime.SwitchBootstraps ")
        .doesNotContain("com.fasterxml.jackson.databind.");
  }
}
