package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without root: changes that are only shown, and what is refused before anything changes. */
class ChangeCommandsTest {
  @TempDir Path dir;
  private PodFixture pods;

  @BeforeEach
  void twoPods() throws IOException {
    pods = new PodFixture(dir);
    pods.pod("default", "web", true);
    pods.pod("default", "db", true);
    pods.edit("default", "web", "\"labels\":", "\"annotations\": {\"note\": \"old\"}, \"labels\":");
  }

  private static Result ok(String out) {
    return new Result(0, out, "");
  }

  private Result run(String line) {
    return pods.run(line.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "label pod web a=b|pod/web labeled (dry run)",
        "label pod web a=|pod/web labeled (dry run)",
        "label pod/web tier=front --overwrite|pod/web not labeled (dry run)",
        "label pod web tier-|pod/web unlabeled (dry run)",
        "label pod web tier- a=b|pod/web label(s) changed (dry run)",
        "label pod web none-|'label \"none\" not found.\npod/web not labeled (dry run)'",
        "label pods web db a=b|'pod/web labeled (dry run)\npod/db labeled (dry run)'",
        "label pods --all a=b|'pod/db labeled (dry run)\npod/web labeled (dry run)'",
        "label pods -l app=web a=b|pod/web labeled (dry run)",
        "label pod web a=b -o name|pod/web",
        "annotate pod web a=b|pod/web annotated (dry run)",
        "annotate pod web none-|pod/web annotated (dry run)",
        "annotate pod web note=new --overwrite|pod/web annotated (dry run)",
      })
  void labelsAndAnnotations(String line, String out) {
    assertThat(run(line + " --dry-run=client")).isEqualTo(ok(out + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "label pod web app=x tier=y|'error: ''app'' already has a value (web), and --overwrite is"
            + " false\nerror: ''tier'' already has a value (front), and --overwrite is false'",
        "label pod web app=web|error: 'app' already has a value (web), and --overwrite is false",
        "annotate pod web note=new|error: --overwrite is false but found the following declared"
            + " annotation(s): 'note' already has a value (old)",
        "label pod gone a=b|error: pods \"gone\" not found",
        "label pod web a=b,c|'error: pod/web: metadata.labels.a: \"b,c\" is not"
            + " valid; use letters, digits, -, _ and ., beginning and ending with a letter or digit,"
            + " at most 63 characters, or nothing'",
      })
  void refusals(String line, String err) {
    assertThat(run(line + " --dry-run=server")).isEqualTo(new Result(1, "", err + "\n"));
  }

  @Test
  void onePodThatFailsDoesNotKeepOthersFromTheirChange() {
    assertThat(run("label pods db gone web a=b --dry-run=server"))
        .isEqualTo(
            new Result(
                1,
                "pod/db labeled (server dry run)\npod/web labeled (server dry run)\n",
                "error: pods \"gone\" not found\n"));
  }

  @Test
  void listsThem() {
    assertThat(run("label --list pod web")).isEqualTo(ok("app=web\ntier=front\n"));
    assertThat(run("annotate pod web --list")).isEqualTo(ok("note=old\n"));
    assertThat(run("label pods --all --list"))
        .isEqualTo(
            ok(
                "Listing labels for Pod./db:\n app=db\n tier=front\n"
                    + "Listing labels for Pod./web:\n app=web\n tier=front\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "label pod web|at least one label update is required",
        "label pod web a=b other|all resources must be specified before label changes: other",
        "label pod web a=b a-|can not both modify and remove the following label(s) in the same"
            + " command: a",
        "annotate pods a=b|say which pods: names, --all, --selector or -f FILE",
        "annotate pod web --all a=b|names go with neither --all nor --selector",
        "label pods --all -l a a=b|cannot set --all and --selector at the same time",
        "label pod web a=b --dry-run=maybe|--dry-run must be none, client or server, not \"maybe\"",
        "label pod web a=b -o wide|unknown output format: wide; there are json, yaml and name",
        "patch pod web|must specify --patch or --patch-file containing the contents of the patch",
        "patch pod web -p {} --patch-file x|cannot specify --patch and --patch-file together",
        "patch pod web -p {} --type=foo|--type must be one of [json merge strategic], not \"foo\"",
        "patch pod web -p []|a strategic patch is an object; a list of operations needs --type=json",
        "patch pod web -p {} --subresource=scale|--subresource must be status or resize, not \"scale\"",
        "replace|must specify --filename: -f FILE",
        "replace -f x --grace-period=3|--grace-period must have --force specified",
        "replace --force -f x --dry-run=client|--dry-run can not be used when --force is set",
        "replace --force -f x --grace-period=soon|'--grace-period wants seconds, 0 or more: soon'",
        "edit pod web --subresource=status|--subresource must be resize, not \"status\"",
        "edit pod web -o name|unknown output format: name; there are yaml and json",
      })
  void wrongUsage(String line, String message) {
    String command = line.split(" ")[0];
    assertThat(run(line))
        .isEqualTo(
            new Result(2, "", "error: " + message + " (see 'beanpod " + command + " --help')\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set resources pod web --limits=cpu=200m|pod/web resource requirements updated (dry run)",
        "set resources pod/web -c s*e --requests=memory=1Mi -o name|pod/web",
        "set image pod web side=redis:8|pod/web image updated (dry run)",
        "set image pods web db *=redis:8|'pod/web image updated (dry run)\npod/db image updated"
            + " (dry run)'",
      })
  void resourcesAndImages(String line, String out) {
    assertThat(run(line + " --dry-run=client")).isEqualTo(ok(out + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set resources pod web -c none --limits=cpu=1|1|unable to find container named none",
        "set image pod web none=x:1|1|unable to find container named \"none\"",
        "set resources pod web|2|you must specify an update to requests or limits (in the form of"
            + " --requests/--limits)",
        "set resources pod web --limits=cpu|2|'invalid argument syntax cpu, expected"
            + " <resource>=<value>'",
        "set image pod web|2|at least one image update is required",
        "set image pod web =x|2|'say which image: CONTAINER=IMAGE, not \"=x\"'",
        "set image pod web *=x a=x|2|'all containers are already specified by *, but saw more than one container_name=container_image pairs'",
      })
  void whatCannotBeSet(String line, int status, String message) {
    String help = " (see 'beanpod " + String.join(" ", line.split(" ", 3)[0], line.split(" ")[1]);
    assertThat(run(line + " --dry-run=client"))
        .isEqualTo(
            new Result(
                status, "", "error: " + message + (status == 2 ? help + " --help')" : "") + "\n"));
  }

  @Test
  void patchesAreShown() {
    String strategic = "{\"spec\":{\"containers\":[{\"name\":\"side\",\"image\":\"redis:8\"}]}}";
    assertThat(pods.run("patch", "pod", "web", "-p", strategic, "--dry-run=client", "-o", "yaml"))
        .matches(result -> result.out().contains("image: nginx:1.25"))
        .matches(result -> result.out().contains("image: redis:8"));
    String json = "[{\"op\":\"remove\",\"path\":\"/metadata/labels/tier\"}]";
    assertThat(pods.run("patch", "pod", "web", "--type=json", "-p", json, "--dry-run=client"))
        .isEqualTo(ok("pod/web patched (dry run)\n"));
    String merge = "metadata: {labels: {app: web}}";
    assertThat(pods.run("patch", "pod", "web", "--type=merge", "-p", merge, "--dry-run=server"))
        .isEqualTo(ok("pod/web patched (no change) (server dry run)\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json|[{\"op\":\"remove\",\"path\":\"/a\"}]|error: pod/web: patch: operation 1 (remove /a):"
            + " there is no /a",
        "json|[{\"op\":\"remove\",\"path\":\"\"}]|error: pod/web: patch: it leaves no object",
        "strategic|{\"spec\":{\"containers\":[{}]}}|error: pod/web: patch: spec.containers: {} lacks"
            + " \"name\", by which this list is merged",
        "merge|{\"spec\":{\"restart\":\"Never\"}}|error: pod/web: spec.restart:" + " unknown field",
        "merge|{\"metadata\":{\"name\":\"other\"}}|error: pod/web: metadata.name: field is immutable",
      })
  void patchesThatDoNotFit(String type, String patch, String err) {
    Result result =
        pods.run("patch", "pod", "web", "--type", type, "-p", patch, "--dry-run=client");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).startsWith(err);
  }

  @Test
  void aPatchOfTheStatusMaySetConditionsOnly() {
    String condition = "{\"status\":{\"conditions\":[{\"type\":\"x/y\",\"status\":\"True\"}]}}";
    assertThat(
            pods.run(
                "patch", "pod", "web", "--subresource=status", "-p", condition, "--dry-run=client"))
        .isEqualTo(ok("pod/web patched (dry run)\n"));
    assertThat(
            pods.run(
                "patch",
                "pod",
                "web",
                "--subresource=status",
                "-p",
                "{\"status\":{\"phase\":\"Failed\"}}",
                "--dry-run=client"))
        .isEqualTo(
            new Result(
                1,
                "",
                "error: pod/web: status.phase: is the pod's own; only conditions can be patched\n"));
  }

  @Test
  void replaceNeedsAPodAndNamesWhatCannotChange() throws IOException {
    Path file = dir.resolve("pod.yaml");
    String yaml = run("get pod web -o yaml").out();
    Files.writeString(file, yaml);
    assertThat(run("replace --dry-run=client -f " + file))
        .isEqualTo(ok("pod/web replaced (dry run)\n"));
    Files.writeString(file, yaml.replace("restartPolicy: Always", "restartPolicy: Never"));
    Result result = run("replace --dry-run=client -f " + file);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("error: " + file + ": pod/web: spec.restartPolicy: ")
        .contains("beanpod replace --force -f FILE");
    Files.writeString(file, yaml.replace("name: web\n  namespace", "name: gone\n  namespace"));
    assertThat(run("replace --dry-run=client -f " + file).err())
        .isEqualTo("error: " + file + ": pods \"gone\" not found\n");
  }
}
