package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import io.beanpod.model.Documents;
import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  void refusesWhatCannotBeMeant() {
    assertThat(pods.run("get").status()).isEqualTo(2);
    assertThat(pods.run("get", "pods", "-o", "jsonpath={}"))
        .isEqualTo(
            new Result(
                2,
                "",
                "error: unknown output format: jsonpath={}; there are wide, json, yaml and name"
                    + " (see 'beanpod get --help')\n"));
    assertThat(pods.run("get", "svc").err()).contains("no resource type \"svc\"");
    assertThat(pods.run("get", "pod", "pod/web").status()).isEqualTo(2);
    assertThat(pods.run("get", "pod", "web", "-A").status()).isEqualTo(2);
    assertThat(pods.run("get", "pods", "-l", "a=(").status()).isEqualTo(2);
  }
}
