package io.beanpod.it;

import static io.beanpod.it.VolumesTest.mount;
import static io.beanpod.it.VolumesTest.volume;
import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files from ConfigMaps, Secrets and the pod, and how they follow changes. Upstream:
 * test/e2e/common/storage's configmap_volume.go, secrets_volume.go, downwardapi_volume.go and
 * projected_*.go.
 */
class ConfigVolumesTest extends PodTest {
  @AfterEach
  void forgetObjects() {
    beanpod.run("delete", "configmaps,secrets", "--all").ok();
  }

  private void configMap(String name, String... literals) {
    create(List.of("configmap", name), literals);
  }

  private void secret(String name, String... literals) {
    create(List.of("secret", "generic", name), literals);
  }

  private void create(List<String> kindAndName, String... literals) {
    List<String> words = new ArrayList<>(List.of("create"));
    words.addAll(kindAndName);
    for (String literal : literals) {
      words.add("--from-literal=" + literal);
    }
    beanpod.run(words.toArray(new String[0])).ok();
  }

  private void patch(String object, String data) {
    String[] kindAndName = object.split("/");
    String patch = "{\"data\":" + data + "}";
    beanpod.run("patch", kindAndName[0], kindAndName[1], "-p", patch).ok();
  }

  /** A pod with one volume at /v, and perhaps at /w. */
  private static Manifest pod(Map<String, Object> volume) {
    return Manifest.pod("web")
        .spec("volumes", List.of(volume))
        .script("one", "sleep 1000")
        .with("volumeMounts", List.of(mount("v", "/v"), mount("v", "/w")));
  }

  private static Map<String, Object> source(String kind, String name) {
    return volume("v", kind, Map.of(kind.equals("secret") ? "secretName" : "name", name));
  }

  @Test
  void aConfigMapIsAFileForEachKeyAtEachMount() {
    configMap("app", "a=1", "b.conf=two");
    beanpod.run("patch", "configmap", "app", "-p", "{\"binaryData\":{\"raw\":\"AP8KgA==\"}}").ok();
    apply(pod(source("configMap", "app")));
    assertThat(sh("web", "cd /v; cat a; echo; cat b.conf; echo; ls; readlink a; readlink b.conf"))
        .isEqualTo("1\ntwo\na\nb.conf\nraw\n..data/a\n..data/b.conf\n");
    assertThat(sh("web", "od -An -tx1 /w/raw; stat -L -c '%a %u %g' /w/a"))
        .isEqualTo(" 00 ff 0a 80\n644 0 0\n");
    assertThat(beanpod.run("exec", "web", "--", "touch", "/v/x").err())
        .contains("Read-only file system");
  }

  @Test
  void aSecretIsNeverOnADisk() throws IOException {
    secret("login", "password=s3cr3t-7aK");
    apply(pod(volume("v", "secret", Map.of("secretName", "login", "defaultMode", 256))));
    assertThat(sh("web", "cat /v/password; echo; stat -L -c %a /v/password; stat -f -c %T /v"))
        .isEqualTo("s3cr3t-7aK\n400\ntmpfs\n");
    String uid = Json.string(Json.at(file("web", "pod.json"), "metadata", "uid"));
    Path data = root.resolve("var/lib/beanpod/pods").resolve(uid);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(text(file)).as(file.toString()).doesNotContain("s3cr3t-7aK");
      }
    }
    assertThat(file("web", "pod.json").toString()).doesNotContain("s3cr3t-7aK");
  }

  @Test
  void keysAreMappedToPathsWithModes() {
    configMap("app", "a=1", "b=2");
    Map<String, Object> item = Map.of("key", "a", "path", "d/e/f", "mode", 0600);
    apply(
        pod(
            volume(
                "v",
                "configMap",
                Map.of("name", "app", "items", List.of(item), "defaultMode", 0444))));
    assertThat(sh("web", "cat /v/d/e/f; echo; stat -L -c %a /v/d/e/f; ls /v"))
        .isEqualTo("1\n600\nd\n");
  }

  @Test
  void theGroupOfThePodMayReadWhatOthersMayNot() {
    secret("login", "password=s3cr3t");
    apply(
        pod(volume("v", "secret", Map.of("secretName", "login", "defaultMode", 0400)))
            .spec("securityContext", Map.of("fsGroup", 1001)));
    assertThat(sh("web", "stat -L -c '%a %u %g' /v/password; id -G"))
        .startsWith("440 0 1001\n")
        .contains("1001");
    patch("secret/login", "{\"password\":\"bmV3\"}");
    awaitSh("web", "test \"$(cat /v/password)\" = new");
    assertThat(sh("web", "stat -L -c '%a %u %g' /v/password")).isEqualTo("440 0 1001\n");
  }

  @Test
  void severalSourcesInOneDirectory() {
    configMap("app", "a=1");
    secret("login", "p=2");
    Map<String, Object> name =
        Map.of("path", "me/name", "fieldRef", Map.of("fieldPath", "metadata.name"));
    Map<String, Object> cpu =
        Map.of(
            "path",
            "me/cpu",
            "mode",
            0400,
            "resourceFieldRef",
            Map.of("containerName", "one", "resource", "limits.cpu", "divisor", "1m"));
    apply(
        pod(volume(
                "v",
                "projected",
                Map.of(
                    "sources",
                    List.of(
                        Map.of("configMap", Map.of("name", "app")),
                        Map.of("secret", Map.of("name", "login")),
                        Map.of("downwardAPI", Map.of("items", List.of(name, cpu)))))))
            .with("resources", Map.of("limits", Map.of("cpu", "500m"))));
    assertThat(sh("web", "cd /v; cat a p me/name me/cpu; echo; stat -L -c %a me/name me/cpu"))
        .isEqualTo("12web500\n644\n400\n");
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .contains("Projected (a volume that contains injected data from multiple sources)")
        .contains("ConfigMapName:  app");
  }

  @Test
  void labelsAndAnnotationsFollowThePod() {
    List<Map<String, Object>> items =
        List.of(
            Map.of("path", "labels", "fieldRef", Map.of("fieldPath", "metadata.labels")),
            Map.of("path", "notes", "fieldRef", Map.of("fieldPath", "metadata.annotations")));
    apply(pod(volume("v", "downwardAPI", Map.of("items", items))).label("app", "shop"));
    assertThat(sh("web", "cat /v/labels")).isEqualTo("app=\"shop\"");
    beanpod.run("label", "pod", "web", "tier=back").ok();
    awaitSh("web", "test \"$(cat /v/labels)\" = \"$(printf 'app=\"shop\"\\ntier=\"back\"')\"");
    beanpod.run("annotate", "pod", "web", "note=say \"x\"\n").ok();
    awaitSh("web", "test \"$(cat /v/notes)\" = 'note=\"say \\\"x\\\"\\n\"'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"configMap", "secret"})
  void filesFollowTheObjectAndStayWhenItIsGone(String kind) {
    boolean secret = kind.equals("secret");
    if (secret) {
      secret("app", "a=1", "b=1");
    } else {
      configMap("app", "a=1", "b=1");
    }
    Map<String, Object> part = mount("v", "/etc/passwd", "subPath", "a"); // is in the image
    apply(pod(source(kind, "app")).with("volumeMounts", List.of(mount("v", "/v"), part)));
    assertThat(sh("web", "cat /v/a /v/b /etc/passwd")).isEqualTo("111");
    patch(
        kind.toLowerCase(Locale.ROOT) + "/app",
        secret
            ? "{\"a\":\"Mg==\",\"b\":null,\"c\":\"Mg==\"}"
            : "{\"a\":\"2\",\"b\":null,\"c\":\"2\"}");
    awaitSh("web", "test \"$(cat /v/a)\" = 2");
    // As upstream: a part of a volume keeps what it was.
    assertThat(sh("web", "cat /v/a /v/c /etc/passwd; ls /v")).isEqualTo("221a\nc\n");
    beanpod.run("delete", kind, "app").ok();
    awaitEvent(
        "MountVolume.SetUp failed for volume \"v\" : "
            + kind.toLowerCase(Locale.ROOT)
            + " \"app\" not found");
    assertThat(sh("web", "cat /v/a /v/c")).isEqualTo("22");
  }

  @Test
  void whatIsOptionalComesAndGoes() {
    apply(pod(volume("v", "configMap", Map.of("name", "app", "optional", true))));
    assertThat(sh("web", "ls /v")).isEmpty();
    configMap("app", "a=1");
    awaitSh("web", "test \"$(cat /v/a)\" = 1");
    beanpod.run("delete", "configmap", "app").ok();
    awaitSh("web", "test ! -e /v/a");
  }

  @Test
  void whatIsImmutableIsNotFollowed() {
    configMap("app", "a=1");
    configMap("other", "a=1");
    beanpod.run("patch", "configmap", "app", "-p", "{\"immutable\":true}").ok();
    apply(
        Manifest.pod("web")
            .spec(
                "volumes",
                List.of(
                    volume("v", "configMap", Map.of("name", "app")),
                    volume("o", "configMap", Map.of("name", "other"))))
            .script("one", "sleep 1000")
            .with("volumeMounts", List.of(mount("v", "/v"), mount("o", "/o"))));
    beanpod.run("delete", "configmap", "app").ok();
    configMap("app", "a=2");
    patch("configmap/other", "{\"a\":\"2\"}");
    awaitSh("web", "test \"$(cat /o/a)\" = 2");
    assertThat(sh("web", "cat /v/a")).isEqualTo("1");
  }

  @Test
  void thePodWaitsForWhatIsMissing() {
    secret("login", "p=1");
    apply(
        pod(
            volume(
                "v",
                "secret",
                Map.of(
                    "secretName", "login", "items", List.of(Map.of("key", "key", "path", "k"))))));
    awaitEvent(
        "FailedMount : MountVolume.SetUp failed for volume \"v\" : references non-existent secret"
            + " key: key");
    assertThat(get("web").waits("one")).isEqualTo("ContainerCreating");
    patch("secret/login", "{\"key\":\"Mg==\"}");
    await("web", "runs", status -> status.is("one", "running"));
    assertThat(sh("web", "cat /v/k")).isEqualTo("2");
  }

  @Test
  void secretsOfOtherNamespacesAreNotSeen() {
    beanpod.run("create", "namespace", "elsewhere").ok();
    secret("login", "p=here");
    beanpod
        .run("create", "secret", "generic", "login", "-n", "elsewhere", "--from-literal=p=there")
        .ok();
    apply(pod(source("secret", "login")));
    assertThat(sh("web", "cat /v/p")).isEqualTo("here");
    beanpod.run("delete", "namespace", "elsewhere").ok();
  }

  /** A reader that holds on to {@code ..data} never sees two versions at once. */
  @Test
  void aReaderSeesAllOfOneVersion() {
    configMap("app", "a=0", "b=0");
    apply(
        Manifest.pod("web")
            .spec("volumes", List.of(source("configMap", "app")))
            .script(
                "one",
                "cd /; while :; do d=$(readlink -f /v/..data) && a=$(cat $d/a 2>/dev/null)"
                    + " && b=$(cat $d/b 2>/dev/null) && [ \"$a\" != \"$b\" ] && echo mix $a $b;"
                    + " [ \"$(cat /v/a 2>/dev/null)\" = 12 ] && echo done && sleep 1000; done")
            .with("volumeMounts", List.of(mount("v", "/v"))));
    for (int version = 1; version <= 12; version++) {
      patch("configmap/app", "{\"a\":\"" + version + "\",\"b\":\"" + version + "\"}");
    }
    awaitLog("web", "one", "done");
    assertThat(beanpod.run("logs", "web").out()).isEqualTo("done\n");
  }

  /** Upstream: fifty volumes in each of five pods do not race. */
  @Test
  void fiftyVolumesInEachOfFivePods() {
    StringBuilder pods = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      configMap("m" + i, "k=" + i);
    }
    for (int p = 0; p < 5; p++) {
      List<Map<String, Object>> volumes = new ArrayList<>();
      List<Map<String, Object>> mounts = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        volumes.add(volume("v" + i, "configMap", Map.of("name", "m" + i)));
        mounts.add(mount("v" + i, "/v/" + i));
      }
      pods.append("---\n")
          .append(
              Manifest.pod("web" + p)
                  .spec("volumes", volumes)
                  .script("one", "cat /v/*/k | wc -c; sleep 1000")
                  .with("volumeMounts", mounts)
                  .json())
          .append('\n');
    }
    tryApply(pods.toString()).ok();
    for (int p = 0; p < 5; p++) {
      awaitLog("web" + p, "one", "90");
    }
  }

  /** The seeds' pod: an index page from a ConfigMap, a log shared with a sidecar. */
  @Test
  void aWebServersIndexComesFromAConfigMap() {
    image("nginx:latest", Beanpod.fixture("nginx"));
    configMap("nginx-index", "index.html=<html>Kano/鹿乃</html>");
    configMap("nginx-log", "log.conf=access_log /var/log/nginx/access.log;"); // the image has none
    apply(
        Manifest.pod("web")
            .spec(
                "volumes",
                List.of(
                    volume("shared-logs", "emptyDir", Map.of()),
                    volume("nginx-index-cm", "configMap", Map.of("name", "nginx-index")),
                    volume("nginx-log-cm", "configMap", Map.of("name", "nginx-log"))))
            .container("nginx")
            .with("image", "nginx:latest")
            .with(
                "volumeMounts",
                List.of(
                    mount("shared-logs", "/var/log/nginx"),
                    mount("nginx-index-cm", "/usr/share/nginx/html/"),
                    mount("nginx-log-cm", "/etc/nginx/conf.d/log.conf", "subPath", "log.conf")))
            .script("sidecar", "until tail -f /logs/access.log; do sleep 0.1; done")
            .with("volumeMounts", List.of(mount("shared-logs", "/logs"))));
    Await.until(
        "the page is served",
        () ->
            beanpod
                .run("exec", "web", "-c", "sidecar", "--", "wget", "-qO-", "http://127.0.0.1/")
                .out()
                .equals("<html>Kano/鹿乃</html>"),
        () -> beanpod.run("logs", "web", "--all-containers"));
    Await.until(
        "the sidecar reads of it",
        () -> beanpod.run("logs", "web", "-c", "sidecar").out().contains("GET / HTTP"),
        () -> beanpod.run("logs", "web", "--all-containers"));
  }
}
