package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A running pod is labelled, annotated, patched, edited and replaced. */
class ChangeTest extends PodTest {

  private static Manifest web() {
    return Manifest.pod("web").label("app", "web").script("one", "echo up; exec sleep 1000");
  }

  private Object metadata(String... path) {
    return Json.at(Json.at(get("web").pod(), "metadata"), path);
  }

  /** Runs {@code edit} with a shell command for an editor. */
  private Ran edit(String editor) {
    return beanpod.other(
        "env", "EDITOR=" + editor, Beanpod.launcher().toString(), "edit", "pod", "web");
  }

  @Test
  void labelsAndAnnotationsChangeWhileItRuns() {
    apply(web());
    long one = pid("web", "one");
    assertThat(beanpod.run("label", "pod", "web", "tier=front").ok())
        .isEqualTo("pod/web labeled\n");
    assertThat(beanpod.run("get", "pods", "-l", "tier=front", "-o", "name").ok())
        .isEqualTo("pod/web\n");
    assertThat(beanpod.run("label", "pod", "web", "tier=back").oneLine())
        .isEqualTo("error: 'tier' already has a value (front), and --overwrite is false");
    assertThat(beanpod.run("label", "--overwrite", "pods", "--all", "tier=back", "app-").ok())
        .isEqualTo("pod/web label(s) changed\n");
    assertThat(beanpod.run("annotate", "pod/web", "note=a b").ok())
        .isEqualTo("pod/web annotated\n");
    assertThat(metadata("labels").toString()).isEqualTo("{tier=back}");
    assertThat(metadata("annotations", "note")).isEqualTo("a b");
    assertThat(pid("web", "one")).isEqualTo(one);
  }

  @Test
  void twoAtOnceDoNotUndoEachOther() {
    apply(web());
    List<List<String>> commands = new ArrayList<>();
    List<Process> running = new ArrayList<>();
    for (String key : List.of("a", "b", "c", "d")) {
      String[] words = {"label", "pod", "web", key + "=x"};
      commands.add(beanpod.command(words));
      running.add(beanpod.start(words));
    }
    for (int i = 0; i < running.size(); i++) {
      Beanpod.finish(commands.get(i), running.get(i), new byte[0]).ok();
    }
    assertThat(Json.object(metadata("labels"))).containsKeys("a", "b", "c", "d", "app");
  }

  @Test
  void aPatchChangesWhatMayChange() {
    apply(web());
    String label = "{\"metadata\":{\"labels\":{\"tier\":\"x\"}}}";
    assertThat(beanpod.run("patch", "pod", "web", "-p", label).ok()).isEqualTo("pod/web patched\n");
    assertThat(beanpod.run("patch", "pod", "web", "-p", label).ok())
        .isEqualTo("pod/web patched (no change)\n");
    String remove = "[{\"op\":\"remove\",\"path\":\"/metadata/labels/tier\"}]";
    assertThat(beanpod.run("patch", "pod", "web", "--type=json", "-p", remove).ok())
        .isEqualTo("pod/web patched\n");
    assertThat(metadata("labels").toString()).isEqualTo("{app=web}");
    assertThat(
            beanpod.run("patch", "pod", "web", "-p", "{\"spec\":{\"hostNetwork\":true}}").oneLine())
        .startsWith("error: pod/web: spec.hostNetwork: ");
    assertThat(
            beanpod
                .run(
                    "patch",
                    "pod",
                    "web",
                    "-p",
                    "{\"spec\":{\"containers\":[{\"name\":\"one\",\"image\":\"none:1\"}]}}")
                .oneLine())
        .contains("spec.containers[0].image: \"none:1\"");
  }

  @Test
  void theEditorsChangesAreStored() throws IOException {
    apply(web());
    Ran edited = edit("sed -i -e 's/app: web/app: changed/'");
    assertThat(edited.ok()).isEqualTo("pod/web edited\n");
    assertThat(metadata("labels", "app")).isEqualTo("changed");
    Ran unchanged = edit("true");
    assertThat(unchanged.status()).isZero();
    assertThat(unchanged.err()).isEqualTo("Edit cancelled, no changes made.\n");
    Ran wrong = edit("sed -i -e 's/restartPolicy: Always/restartPolicy: Never/'");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err())
        .startsWith("error: Edit cancelled, no valid changes were saved.\n")
        .contains("* spec.restartPolicy: ")
        .contains("A copy of your changes has been stored to \"");
    int quote = wrong.err().lastIndexOf("stored to \"") + "stored to \"".length();
    Path kept = Path.of(wrong.err().substring(quote, wrong.err().indexOf('"', quote)));
    assertThat(kept).content().contains("restartPolicy: Never");
    Files.delete(kept);
  }

  @Test
  void replaceChangesWhatCanAndForceMakesItAnew() throws IOException {
    apply(web());
    Object uid = metadata("uid");
    Path file = root.resolve("web.json");
    Files.writeString(file, web().label("app", "two").json());
    assertThat(beanpod.run("replace", "-f", file.toString()).ok()).isEqualTo("pod/web replaced\n");
    assertThat(metadata("labels", "app")).isEqualTo("two");
    assertThat(metadata("uid")).isEqualTo(uid);
    Files.writeString(file, web().spec("restartPolicy", "Never").json());
    assertThat(beanpod.run("replace", "-f", file.toString()).oneLine())
        .contains("spec.restartPolicy")
        .contains("beanpod replace --force -f FILE");

    // What could not be made anew is not deleted.
    Files.writeString(file, web().with("image", "none:1").json());
    assertThat(beanpod.run("replace", "--force", "-f", file.toString()).oneLine())
        .contains("\"none:1\": there is no such image");
    assertThat(metadata("uid")).isEqualTo(uid);

    byte[] never = web().spec("restartPolicy", "Never").json().getBytes(StandardCharsets.UTF_8);
    assertThat(beanpod.runWith(never, "replace", "--force", "-f", "-").ok())
        .isEqualTo("pod \"web\" deleted\npod/web replaced\n");
    assertThat(metadata("uid")).isNotEqualTo(uid);
    assertThat(Json.at(get("web").pod(), "spec", "restartPolicy")).isEqualTo("Never");
  }
}
