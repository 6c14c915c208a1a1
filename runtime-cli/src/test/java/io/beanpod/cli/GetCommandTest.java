package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import io.beanpod.model.Documents;
import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetCommandTest {
  @TempDir Path dir;
  private PodFixture pods;

  @BeforeEach
  void setUp() {
    pods = new PodFixture(dir);
  }

  private static Map<String, Object> tree(Result result) {
    assertThat(result.status()).isZero();
    byte[] text = result.out().getBytes(StandardCharsets.UTF_8);
    // Not through Documents' own handling of lists: the document itself is what is looked at.
    String wrapped = "{\"kind\":\"X\",\"it\":" + new String(text, StandardCharsets.UTF_8) + "}";
    return Json.object(
        Documents.read("out", wrapped.getBytes(StandardCharsets.UTF_8)).get(0).tree().get("it"));
  }

  @Test
  void saysThatThereAreNone() {
    assertThat(pods.run("get", "pods"))
        .isEqualTo(new Result(0, "", "No resources found in default namespace.\n"));
    assertThat(pods.run("get", "po", "-A")).isEqualTo(new Result(0, "", "No resources found\n"));
    assertThat(tree(pods.run("get", "pods", "-o", "json")))
        .containsEntry("kind", "List")
        .containsEntry("items", List.of());
  }

  @Test
  void printsKubectlsTable() throws IOException {
    pods.pod("default", "web", true);
    pods.pod("prod", "db", true);
    assertThat(pods.run("get", "pods").out())
        .matches(
            "NAME   READY   STATUS    RESTARTS +AGE\n"
                + "web    2/2     Running   1 \\(\\S+ ago\\)   \\S+\n");
    assertThat(pods.run("get", "pods", "-A", "--no-headers").out())
        .matches("default   web   2/2 .*\nprod      db    2/2 .*\n");
    assertThat(pods.run("-n", "prod", "get", "pods", "-o", "wide", "--show-labels").out())
        .matches(
            "NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE +READINESS GATES"
                + " +LABELS\ndb .* <none> +\\S+ +<none> +<none> +app=db,tier=front\n");
  }

  @Test
  void findsByNameInEveryForm() throws IOException {
    pods.pod("default", "web", true);
    pods.pod("default", "db", true);
    assertThat(pods.run("get", "pod", "web", "-o", "name").out()).isEqualTo("pod/web\n");
    assertThat(pods.run("get", "pod/web", "pod/db", "-oname").out()).isEqualTo("pod/web\npod/db\n");
    assertThat(pods.run("get", "pods", "-l", "app in (db),tier!=back", "-o=name").out())
        .isEqualTo("pod/db\n");
  }

  @Test
  void printsAPodOrAList() throws IOException {
    pods.pod("default", "web", true);
    assertThat(tree(pods.run("get", "pod", "web", "-o", "json"))).containsEntry("kind", "Pod");
    Map<String, Object> list = tree(pods.run("get", "pods", "-o", "json"));
    assertThat(list).containsEntry("kind", "List").containsEntry("apiVersion", "v1");
    assertThat(Json.at(Json.list(list.get("items")).get(0), "status", "phase"))
        .isEqualTo("Running");
    assertThat(pods.run("get", "pod", "web", "-o", "yaml").out())
        .startsWith("apiVersion: v1\nkind: Pod\nmetadata:\n");
  }

  @Test
  void namesThePodsThatAreNotThere() throws IOException {
    pods.pod("default", "web", true);
    pods.pod("prod", "db", true);
    Result result = pods.run("get", "pod", "web", "db", "-o", "name");
    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "pod/web\n",
                "error: pods \"db\" not found; there is one in namespace prod: add -n prod\n"));
    assertThat(pods.run("get", "pod", ".."))
        .isEqualTo(new Result(1, "", "error: pods \"..\" not found\n"));
    assertThat(pods.run("get", "pod", "x", "--ignore-not-found")).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void showsAPodWhosePauseWasKilled() throws IOException {
    pods.pod("default", "web", false);
    assertThat(pods.run("get", "pods").out()).contains("web    0/2     Error    1 (");
    assertThat(Json.at(tree(pods.run("get", "pod", "web", "-o", "json")), "status", "reason"))
        .isEqualTo("PauseKilled");
  }

  @Test
  void addsColumnsForLabelsAndKinds() throws IOException {
    pods.pod("default", "web", true);
    assertThat(pods.run("get", "all", "-L", "app,example.com/x", "-Ltier").out())
        .matches(
            "NAME      READY   STATUS    RESTARTS +AGE +APP +X +TIER\n"
                + "pod/web   2/2     Running .* web +<none> +front\n");
    assertThat(pods.run("get", "Pod", "web", "--show-kind", "--no-headers").out())
        .startsWith("pod/web   2/2");
  }

  @Test
  void selectsByFields() throws IOException {
    pods.pod("default", "web", true);
    pods.pod("default", "db", false);
    assertThat(names("status.phase=Running")).isEqualTo("pod/web\n");
    assertThat(names("status.phase!=Running")).isEqualTo("pod/db\n");
    assertThat(names("metadata.name==db,status.phase=Failed")).isEqualTo("pod/db\n");
    assertThat(names("metadata.name=db,status.phase=Running")).isEmpty();
    assertThat(names("metadata.name=a\\,b")).isEmpty();
    assertThat(names("spec.hostNetwork=false")).isEqualTo("pod/db\npod/web\n");
  }

  private String names(String fields) {
    Result result = pods.run("get", "pods", "--field-selector", fields, "-o", "name");
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  @Test
  void sortsByAField() throws IOException {
    pods.pod("default", "web-2", true);
    pods.pod("default", "web-10", true);
    pods.pod("default", "db", true);
    pods.edit("default", "db", "\"phase\":", "\"x\": \"1Ki\", \"phase\":");
    pods.edit("default", "web-10", "\"phase\":", "\"x\": \"500\", \"phase\":");
    assertThat(pods.run("get", "pods", "--sort-by=.metadata.name", "-o", "name").out())
        .isEqualTo("pod/db\npod/web-2\npod/web-10\n");
    assertThat(pods.run("get", "pods", "--sort-by={.status.x}", "-o", "name").out())
        .isEqualTo("pod/web-2\npod/web-10\npod/db\n");
    assertThat(pods.run("get", "pods", "--sort-by=.nothing"))
        .isEqualTo(
            new Result(
                1,
                "",
                "error: couldn't find any field with path \"{.nothing}\" in the list of"
                    + " objects\n"));
    assertThat(pods.run("get", "pods", "--sort-by=.spec").err())
        .contains("field {.spec} cannot be sorted by");
  }

  @Test
  void printsTemplates() throws IOException {
    pods.pod("default", "web", true);
    pods.pod("default", "db", true);
    assertThat(pods.run("get", "pod", "web", "-o", "jsonpath={.metadata.name}{\"\\n\"}").out())
        .isEqualTo("web\n");
    assertThat(pods.run("get", "pods", "-o", "jsonpath={.items[*].metadata.name}").out())
        .isEqualTo("db web");
    assertThat(pods.run("get", "pods", "-o", "jsonpath-as-json={.items[*].kind}").out())
        .isEqualTo("[\n    \"Pod\",\n    \"Pod\"\n]\n");
    Path file = Files.writeString(dir.resolve("t"), "{.kind}\n");
    assertThat(pods.run("get", "pods", "-o", "jsonpath-file=" + file).out()).isEqualTo("List\n");
    assertThat(pods.run("get", "pods", "-o", "jsonpath={.a"))
        .isEqualTo(new Result(1, "", "error: error parsing jsonpath {.a, unclosed action\n"));
    assertThat(pods.run("get", "pods", "-o", "jsonpath={.a}")).isEqualTo(new Result(0, "", ""));
    assertThat(
            pods.run("get", "pods", "-o", "jsonpath={.a}", "--allow-missing-template-keys=false"))
        .isEqualTo(
            new Result(
                1,
                "",
                "error: error executing jsonpath \"{.a}\": Error executing template: a is not"
                    + " found\n"));
    assertThat(pods.run("get", "pods", "-o", "jsonpath-file=/nowhere").err())
        .isEqualTo("error: error reading template /nowhere: no such file or directory\n");
  }

  @Test
  void printsColumnsOfOnesOwn() throws IOException {
    pods.pod("default", "web", true);
    String columns = "NAME:.metadata.name,CONTAINERS:{.spec.containers[*].name},X:metadata.x";
    assertThat(pods.run("get", "pods", "-o", "custom-columns=" + columns).out())
        .isEqualTo("NAME   CONTAINERS   X\nweb    web,side     <none>\n");
    assertThat(pods.run("get", "pods", "--no-headers", "-o", "custom-columns=" + columns).out())
        .isEqualTo("web   web,side   <none>\n");
    Path file = Files.writeString(dir.resolve("c"), "WHO  WHAT\nmetadata.name {.kind}\n");
    assertThat(pods.run("get", "pod", "web", "-o", "custom-columns-file=" + file).out())
        .isEqualTo("WHO   WHAT\nweb   Pod\n");
    assertThat(pods.run("get", "pods", "-o", "custom-columns=NAME").err())
        .isEqualTo(
            "error: unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>\n");
    assertThat(pods.run("get", "pods", "-o", "custom-columns=").err())
        .isEqualTo("error: custom-columns format specified but no custom columns given\n");
  }

  @Test
  void findsThePodsOfAManifest() throws IOException {
    pods.pod("default", "web", true);
    Path file =
        Files.writeString(
            dir.resolve("web.yaml"),
            "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n"
                + "spec: {containers: [{name: web, image: nginx}]}\n");
    assertThat(pods.run("get", "-f", file.toString(), "-o", "name").out()).isEqualTo("pod/web\n");
    assertThat(pods.run("get", "-f", file.toString(), "web").status()).isEqualTo(2);
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThat(pods.run("get").status()).isEqualTo(2);
    assertThat(pods.run("get", "pods", "-o", "xml"))
        .isEqualTo(
            new Result(
                2,
                "",
                "error: unable to match a printer suitable for the output format \"xml\", allowed"
                    + " formats are: custom-columns,custom-columns-file,json,jsonpath,"
                    + "jsonpath-as-json,jsonpath-file,name,wide,yaml (see 'beanpod get"
                    + " --help')\n"));
    assertThat(pods.run("get", "pods", "-o", "go-template={{.x}}").err())
        .contains("no Go templates here; -o jsonpath=");
    assertThat(pods.run("get", "pods", "-o", "jsonpath").err())
        .contains("template format specified but no template given");
    assertThat(pods.run("get", "pods", "-o", "json", "--show-labels").err())
        .contains("--show-labels option cannot be used with json printer");
    assertThat(pods.run("get", "pods", "--output-watch-events").err())
        .contains("can only be used with --watch or --watch-only");
    assertThat(pods.run("get", "pod", "web", "-l", "a=b").err())
        .contains("name cannot be provided when a selector is specified");
    assertThat(pods.run("get", "pods", "--field-selector", "status.qosClass=x").err())
        .contains("field label not supported: status.qosClass; there are metadata.name");
    assertThat(pods.run("get", "pods", "--field-selector", "x").err())
        .contains("invalid selector: 'x'; can't understand 'x'");
    assertThat(pods.run("get", "jobs").err()).contains("no resource type \"jobs\"");
    assertThat(pods.run("get", "pod", "pod/web").status()).isEqualTo(2);
    assertThat(pods.run("get", "pod", "web", "-A").status()).isEqualTo(2);
    assertThat(pods.run("get", "pods", "-l", "a=(").status()).isEqualTo(2);
  }
}
