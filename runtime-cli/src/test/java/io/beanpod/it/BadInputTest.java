package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is told in one line that says where, and nothing is made. */
class BadInputTest extends PodTest {
  private static final String GOOD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: one
          image: busybox:latest
          command: [sleep, "1000"]
      """;

  static Stream<Arguments> manifests() {
    return Stream.of(
        wrong("unknown field", "command:", "comand:", "spec.containers[0].comand", "command"),
        wrong("wrong type", "[sleep, \"1000\"]", "sleep", "spec.containers[0].command", "list"),
        wrong("number for a string", "\"1000\"", "1000", "spec.containers[0].command[1]", "string"),
        wrong(
            "no image", "    image: busybox:latest\n", "", "spec.containers[0].image", "required"),
        wrong("no name", "{name: web}", "{}", "metadata.name", "required"),
        wrong(
            "no containers",
            GOOD.substring(GOOD.indexOf("  containers")),
            "  {}\n",
            "spec.containers",
            "required"),
        wrong("bad name", "{name: web}", "{name: Web_1}", "metadata.name", "Web_1"),
        wrong(
            "two of one name",
            "spec:\n  containers:\n",
            "spec:\n  containers:\n  - {name: one, image: busybox:latest}\n",
            "spec.containers[1].name",
            "one"),
        wrong(
            "bad quantity",
            "    command",
            "    resources: {limits: {memory: 500mm}}\n    command",
            "spec.containers[0].resources.limits.memory",
            "500mm"),
        wrong(
            "limit below request",
            "    command",
            "    resources: {limits: {memory: 1Mi}, requests: {memory: 2Mi}}\n    command",
            "spec.containers[0].resources.requests",
            "memory"),
        wrong(
            "unknown image",
            "busybox:latest",
            "nothing:1",
            "spec.containers[0].image",
            "nothing:1"),
        wrong(
            "bad policy",
            "spec:\n",
            "spec:\n  restartPolicy: Sometimes\n",
            "spec.restartPolicy",
            "OnFailure"),
        wrong(
            "a volume of another machine",
            "spec:\n",
            "spec:\n  volumes: [{name: v, nfs: {server: 192.0.2.1, path: /}}]\n",
            "spec.volumes[0].nfs",
            "support"),
        wrong(
            "a probe",
            "    command",
            "    livenessProbe: {tcpSocket: {port: 0}}\n    command",
            "spec.containers[0].livenessProbe.tcpSocket.port",
            "1 to 65535"),
        wrong("another kind", "kind: Pod", "kind: Pot", "kind", "Pot"),
        wrong("another version", "apiVersion: v1", "apiVersion: v2", "apiVersion", "v2"),
        wrong("a key twice", "kind: Pod", "kind: Pod\nkind: Pod", "kind", ""),
        wrong("no YAML", "spec:", "spec: [", "line", ""),
        wrong("nothing", GOOD, "", "stdin", ""),
        wrong(
            "hostPID and shareProcessNamespace",
            "spec:\n",
            "spec:\n  hostPID: true\n  shareProcessNamespace: true\n",
            "spec.shareProcessNamespace",
            "hostPID"));
  }

  private static Arguments wrong(String what, String good, String bad, String where, String also) {
    assertThat(GOOD).contains(good);
    return Arguments.of(what, GOOD.replace(good, bad), where, also);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void aBadManifest(String what, String manifest, String where, String also) {
    Ran ran = tryApply(manifest);
    assertThat(ran.oneLine()).contains("stdin").contains(where).contains(also);
    assertThat(ran.out()).isEmpty();
    assertThat(beanpod.run("get", "pods", "-o", "name").out()).isEmpty();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void aLineForEachProblem() {
    Ran ran =
        tryApply(GOOD.replace("command:", "comand:").replace("image: busybox", "imagePolicy: x"));
    assertThat(ran.status()).isNotZero();
    assertThat(ran.err().lines().toList())
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.contains("spec.containers[0]"));
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void oneBadDocumentOfManyStopsAll() {
    Ran ran = tryApply(GOOD + "---\n" + GOOD.replace("web", "two").replace("command:", "comand:"));
    assertThat(ran.oneLine()).contains("document 2").contains("spec.containers[0].comand");
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void twoDocumentsOfOneNameAreOnePod() {
    assertThat(tryApply(GOOD + "---\n" + GOOD).ok())
        .isEqualTo("pod/web created\npod/web unchanged\n");
    assertThat(leaks.processes()).hasSize(2);
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(beanpod.run("apply", "-f", root + "/none.yaml").oneLine())
        .contains(root + "/none.yaml")
        .contains("does not exist");
  }

  @Test
  void wrongUsageIsStatusTwo() {
    for (List<String> words :
        List.of(
            List.of("aply"),
            List.of("apply"),
            List.of("apply", "-f"),
            List.of("get", "pods", "-o", "xml"),
            List.of("exec", "web"),
            List.of("logs"),
            List.of("delete", "pod"),
            List.of("get", "pods", "--no-such-flag"),
            List.of("image", "import", "x"))) {
      Ran ran = beanpod.run(words.toArray(new String[0]));
      assertThat(ran.status()).as("%s", ran).isEqualTo(2);
      ran.oneLine();
    }
  }

  @Test
  void badImages() throws IOException {
    Path text =
        Files.writeString(root.resolve("text.tar"), "this is no archive at all\n".repeat(99));
    String line = beanpod.run("image", "import", "--tag", "bad:1", text.toString()).oneLine();
    assertThat(line).contains(text.toString());

    Path tar = root.resolve("good.tar");
    beanpod
        .other("tar", "-C", Beanpod.fixture("busybox").toString(), "-cf", tar.toString(), ".")
        .ok();
    byte[] all = Files.readAllBytes(tar);
    Path cut = Files.write(root.resolve("cut.tar"), Arrays.copyOf(all, all.length / 2));
    line = beanpod.run("image", "import", "--tag", "bad:1", cut.toString()).oneLine();
    assertThat(line).contains(cut.toString());

    Path layout = root.resolve("layout");
    beanpod.other("cp", "-a", Beanpod.fixture("busybox").toString(), layout.toString()).ok();
    try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
      Path largest =
          blobs.max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length())).orElseThrow();
      byte[] bytes = Files.readAllBytes(largest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(largest, bytes);
      line = beanpod.run("image", "import", "--tag", "bad:1", layout.toString()).oneLine();
      assertThat(line).contains(largest.getFileName().toString());
    }
    line = beanpod.run("image", "import", "--tag", "bad:1", root + "/none.tar").oneLine();
    assertThat(line).contains(root + "/none.tar");
    assertThat(beanpod.run("image", "ls").ok()).doesNotContain("bad");
    assertThat(tryApply(GOOD).ok()).isEqualTo("pod/web created\n");
  }

  @Test
  void aSecondPodOfTheSameNameIsUnchangedOrRefused() {
    tryApply(GOOD).ok();
    assertThat(tryApply(GOOD).ok()).isEqualTo("pod/web unchanged\n");
    assertThat(tryApply(GOOD.replace("1000", "2000")).oneLine())
        .contains("spec.containers[0].command");
    assertThat(leaks.processes()).hasSize(2);
  }

  @Test
  void inputIsYamlOrJson() {
    byte[] json = "{\"apiVersion\": \"v1\",".getBytes(StandardCharsets.UTF_8);
    assertThat(beanpod.runWith(json, "apply", "-f", "-").oneLine()).contains("stdin");
    assertThat(leaks.found()).isEmpty();
  }
}
