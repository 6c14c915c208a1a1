package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Users other than root: told so in one line, before anything is made, and what is secret stays so.
 */
class NotRootTest extends PodTest {
  private static final String NOBODY = "65534";
  private Path manifest;

  @BeforeAll
  void prepare() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setpriv")),
        "skipped: no setpriv(1) to become another user");
    manifest = Files.writeString(root.resolve("web.yaml"), web().json());
    beanpod.other("chmod", "755", root.toString()).ok();
    assumeTrue(
        beanpod
                .other(
                    "setpriv",
                    "--reuid=" + NOBODY,
                    "--clear-groups",
                    "test",
                    "-r",
                    Beanpod.launcher().toString())
                .status()
            == 0,
        "skipped: the checkout is not readable for other users");
  }

  private static Manifest web() {
    return Manifest.pod("web").container("one", "sleep", "1000");
  }

  private Ran asNobody(String... args) {
    List<String> command =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    command.addAll(beanpod.command(args));
    return beanpod.other(command.toArray(new String[0]));
  }

  @Test
  void launchingNeedsRoot() {
    assertThat(asNobody("apply", "-f", manifest.toString()).oneLine()).contains("root");
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void aPodIsOutOfReach() {
    apply(web());
    for (String[] args :
        List.of(
            new String[] {"delete", "pod", "web"},
            new String[] {"exec", "web", "--", "true"},
            new String[] {"get", "pods"},
            new String[] {"logs", "web"},
            new String[] {"inspect", "web"})) {
      assertThat(asNobody(args).oneLine()).as(args[0]).contains("root");
    }
    assertThat(get("web").phase()).isEqualTo("Running");
    Path record = root.resolve("run/beanpod/names/default/web/pod.json");
    String[] cat = {"setpriv", "--reuid=" + NOBODY, "--clear-groups", "cat", record.toString()};
    assertThat(beanpod.other(cat).err()).contains("Permission denied");
    assertThat(asNobody("version").status()).isZero();
  }
}
