package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How an image's configuration and the manifest's fields make one process. */
class ImageConfigTest extends PodTest {
  private static final String ENTRYPOINT =
      "#!/bin/sh\nfor word in \"$@\"; do echo \"[$word]\"; done\npwd\nid -u\nid -g\nid -G\nenv\n";

  @BeforeAll
  void images() {
    TestImage app =
        new TestImage()
            .file("entrypoint", ENTRYPOINT, 0755)
            .directory("srv/app")
            .file(
                "etc/passwd",
                "root:x:0:0::/root:/bin/sh\napp:x:1234:1235::/srv/app:/bin/sh\n",
                0644)
            .file("etc/group", "root:x:0:\napp:x:1235:\nextra:x:77:app\n", 0644)
            .config("Entrypoint", List.of("/entrypoint", "from entrypoint"))
            .config("Cmd", List.of("from cmd"))
            .config("Env", List.of("PATH=/bin", "COLOUR=blue", "EMPTY="))
            .config("WorkingDir", "/srv/app")
            .config("User", "app");
    image("app:1", app.write(root));
    image("bare:1", new TestImage().write(root));
  }

  private static Manifest app() {
    return Manifest.pod("web")
        .spec("restartPolicy", "Never")
        .container("one")
        .with("image", "app:1");
  }

  private List<String> output(Manifest manifest) {
    apply(manifest);
    awaitPhase("web", "Succeeded");
    return beanpod.run("logs", "web").ok().lines().toList();
  }

  @Test
  void theImageAlone() {
    assertThat(output(app()))
        .startsWith("[from entrypoint]", "[from cmd]", "/srv/app", "1234", "1235", "1235 77")
        .contains("PATH=/bin", "COLOUR=blue", "EMPTY=", "HOME=/srv/app", "HOSTNAME=web");
  }

  @Test
  void argsReplaceCmd() {
    assertThat(output(app().with("args", List.of("a b", "c"))))
        .startsWith("[from entrypoint]", "[a b]", "[c]", "/srv/app");
  }

  @Test
  void commandReplacesBoth() {
    assertThat(output(app().with("command", List.of("/entrypoint")))).startsWith("/srv/app");
  }

  @Test
  void commandAndArgs() {
    assertThat(
            output(app().with("command", List.of("/entrypoint", "x")).with("args", List.of("y"))))
        .startsWith("[x]", "[y]", "/srv/app");
  }

  @Test
  void envAndWorkingDirAreTheManifestsFirst() {
    assertThat(
            output(
                app()
                    .with("workingDir", "/made/for/it")
                    .with(
                        "env",
                        List.of(
                            Map.of("name", "COLOUR", "value", "red"),
                            Map.of("name", "HOME", "value", "/elsewhere")))))
        .contains("/made/for/it", "COLOUR=red", "HOME=/elsewhere")
        .doesNotContain("COLOUR=blue");
  }

  @Test
  void variablesAreExpanded() {
    assertThat(
            output(
                app()
                    .with("args", List.of("$(ONE)", "$(TWO)", "$$(ONE)", "$(NOBODY)", "$ONE"))
                    .with(
                        "env",
                        List.of(
                            Map.of("name", "ONE", "value", "first"),
                            Map.of("name", "TWO", "value", "after $(ONE), not $(THREE)"),
                            Map.of("name", "THREE", "value", "third")))))
        .startsWith(
            "[from entrypoint]",
            "[first]",
            "[after first, not $(THREE)]",
            "[$(ONE)]",
            "[$(NOBODY)]",
            "[$ONE]");
  }

  @Test
  void aUserThatTheImageLacksIsRefused() {
    image("nouser:1", new TestImage().config("User", "nobody-here").write(root));
    String line =
        tryApply(app().with("image", "nouser:1").with("command", List.of("true")).json()).oneLine();
    assertThat(line).contains("spec.containers[0]").contains("nobody-here");
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void numbersAreUsersWithoutPasswd() {
    image("number:1", new TestImage().without("etc/passwd").config("User", "4321:99").write(root));
    assertThat(
            output(
                app()
                    .with("image", "number:1")
                    .with("command", List.of("sh", "-c", "id -u; id -g; echo $HOME"))))
        .containsExactly("4321", "99", "/");
  }

  @Test
  void nothingToRunIsRefused() {
    String line = tryApply(app().with("image", "bare:1").json()).oneLine();
    assertThat(line).contains("spec.containers[0].command").contains("bare:1");
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void execHasTheSameUserEnvironmentAndDirectory() {
    apply(app().with("command", List.of("sleep", "1000")));
    assertThat(sh("web", "id -u; id -G; pwd; echo $COLOUR $HOME"))
        .isEqualTo("1234\n1235 77\n/srv/app\nblue /srv/app\n");
  }
}
