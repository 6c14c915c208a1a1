package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects beside pods, by the commands that know pods. */
class ObjectsTest extends PodTest {
  private static final String SITE =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: site}, data: {level: info}}";
  private static final String DB =
      "{apiVersion: v1, kind: Secret, metadata: {name: db}, stringData: {password: hunter2}}";

  @AfterEach
  void deleteObjects() {
    beanpod.run("delete", "configmaps,secrets", "--all", "-A").ok();
  }

  private Ran applyText(String... documents) {
    return beanpod.runWith(bytes(documents), "apply", "-f", "-");
  }

  private static byte[] bytes(String... documents) {
    return String.join("\n---\n", documents).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileMixesKinds() {
    String pod = Manifest.pod("web").script("one", "exec sleep 1000").json();
    assertThat(applyText(SITE, pod, DB).ok())
        .isEqualTo("configmap/site created\npod/web created\nsecret/db created\n");
    assertThat(applyText(SITE.replace("info", "debug"), pod, DB).ok())
        .isEqualTo("configmap/site configured\npod/web unchanged\nsecret/db unchanged\n");
    assertThat(beanpod.run("get", "pods,cm,secrets", "-o", "name").ok())
        .isEqualTo("pod/web\nconfigmap/site\nsecret/db\n");
  }

  @Test
  void nothingIsMadeWhereOneIsWrong() {
    String wrong = "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}, data: {a/b: x}}";
    assertThat(applyText(SITE, wrong).oneLine())
        .startsWith("error: stdin: document 2: configmap/b: data[a/b]: Invalid value: \"a/b\": ");
    assertThat(beanpod.run("get", "configmaps").err())
        .isEqualTo("No resources found in default namespace.\n");
  }

  @Test
  void aNamespaceGoesWithWhatIsInIt() {
    String pod = Manifest.pod("web").script("one", "exec sleep 1000").json();
    beanpod.runWith(bytes(SITE, pod), "apply", "-n", "shop", "-f", "-").ok();
    assertThat(beanpod.run("get", "ns", "-o", "name").ok())
        .isEqualTo("namespace/default\nnamespace/shop\n");
    assertThat(beanpod.run("delete", "namespace", "shop", "--now").ok())
        .isEqualTo("namespace \"shop\" deleted\n");
    assertThat(beanpod.run("get", "pods,configmaps,secrets", "-A").err())
        .isEqualTo("No resources found\n");
    assertThat(beanpod.run("get", "ns", "-o", "name").ok()).isEqualTo("namespace/default\n");
    assertThat(beanpod.run("delete", "ns", "default").oneLine())
        .isEqualTo("error: namespaces \"default\" is forbidden: this namespace may not be deleted");
  }

  @Test
  void aSecretsValueIsInNoMessage() throws IOException {
    applyText(DB).ok();
    String base64 = "aHVudGVyMg==";
    assertThat(beanpod.run("get", "secret", "db", "-o", "yaml").ok()).contains(base64);
    assertThat(beanpod.run("describe", "secret", "db").ok())
        .contains("\npassword:  7 bytes\n")
        .doesNotContain("hunter2")
        .doesNotContain(base64);
    assertThat(applyText(DB.replace("stringData", "data")).oneLine())
        .isEqualTo(
            "error: stdin: document 1: secret/db: data.password: illegal base64 data; encode it:"
                + " base64 -w0 FILE");
    assertThat(applyText(DB.replace("hunter2", "4711")).oneLine())
        .isEqualTo(
            "error: stdin: document 1: secret/db: stringData.password: must be a string; put it in"
                + " quotes");
  }

  @Test
  void createsOfFilesAndLiterals() throws IOException {
    Path file = Files.write(beanpod.root().resolve("index.html"), bytes("<h1>hello</h1>"));
    Path binary = Files.write(beanpod.root().resolve("logo"), new byte[] {0, (byte) 0xff});
    assertThat(
            beanpod
                .run(
                    "create",
                    "cm",
                    "site",
                    "--from-file=" + file,
                    "--from-file=a.png=" + binary,
                    "--from-literal=level=info")
                .ok())
        .isEqualTo("configmap/site created\n");
    assertThat(beanpod.run("get", "cm", "site", "-o", "jsonpath={.data} {.binaryData}").ok())
        .isEqualTo("{\"index.html\":\"<h1>hello</h1>\",\"level\":\"info\"} {\"a.png\":\"AP8=\"}");
    assertThat(beanpod.run("create", "cm", "site").oneLine())
        .isEqualTo("error: failed to create configmap: configmaps \"site\" already exists");
    assertThat(beanpod.run("create", "secret", "generic", "s", "--from-literal=x").oneLine())
        .startsWith("error: invalid literal source, expected key=value");
    assertThat(beanpod.runWith(bytes(SITE), "create", "-f", "-").oneLine())
        .isEqualTo("error: stdin: configmap/site: configmaps \"site\" already exists");
  }

  @Test
  void changesInPlace() {
    applyText(SITE).ok();
    assertThat(beanpod.run("label", "cm", "site", "tier=front").ok())
        .isEqualTo("configmap/site labeled\n");
    assertThat(beanpod.run("patch", "cm/site", "-p", "{\"data\":{\"level\":null}}").ok())
        .isEqualTo("configmap/site patched\n");
    assertThat(beanpod.run("get", "cm", "-l", "tier=front", "-o", "jsonpath={.items[*].data}").ok())
        .isEmpty();
    String editor = "sed -i s/front/back/";
    assertThat(
            beanpod
                .other(
                    "env", "EDITOR=" + editor, Beanpod.launcher().toString(), "edit", "cm", "site")
                .ok())
        .isEqualTo("configmap/site edited\n");
    assertThat(beanpod.run("label", "cm", "site", "--list").ok()).isEqualTo("tier=back\n");
    assertThat(beanpod.runWith(bytes(SITE), "replace", "-f", "-").ok())
        .isEqualTo("configmap/site replaced\n");
    assertThat(beanpod.runWith(bytes(DB), "replace", "-f", "-").oneLine())
        .isEqualTo("error: stdin: secrets \"db\" not found");
    assertThat(beanpod.run("delete", "cm", "--all").ok()).isEqualTo("configmap \"site\" deleted\n");
  }

  @Test
  void whatIsForPodsIsSaidToBe() {
    applyText(SITE).ok();
    assertThat(beanpod.run("get", "cm", "-w").oneLine())
        .startsWith("error: --watch follows pods; other objects change by commands");
    assertThat(beanpod.run("set", "image", "cm/site", "a=b").oneLine())
        .startsWith("error: configmap/site has no containers; name a pod");
    assertThat(beanpod.run("get", "deployments").oneLine())
        .startsWith("error: there is no resource type \"deployments\"; there are pods, ");
  }
}
