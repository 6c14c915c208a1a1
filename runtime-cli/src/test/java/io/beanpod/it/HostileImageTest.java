package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that try to lead the runtime out of their root while it makes a container of them. */
class HostileImageTest extends PodTest {
  private Path outside;

  @BeforeAll
  void makeVictim() throws IOException {
    outside = Files.createDirectory(root.resolve("outside"));
    Files.writeString(outside.resolve("hosts"), "the host's");
    Files.createDirectory(outside.resolve("etc"));
  }

  private void untouched() throws IOException {
    assertThat(outside.resolve("hosts")).hasContent("the host's");
    try (Stream<Path> all = Files.walk(outside)) {
      assertThat(all.map(path -> outside.relativize(path).toString()).toList())
          .containsExactlyInAnyOrder("", "hosts", "etc");
    }
  }

  private static Manifest web(String image) {
    return Manifest.pod("web").container("one", "sleep", "1000").with("image", image);
  }

  @ParameterizedTest
  @CsvSource({
    "proc, /", "proc, ../../..", "proc, OUTSIDE",
    "dev, /", "dev, ../../..", "dev, OUTSIDE",
    "sys, /", "sys, ../../..", "sys, OUTSIDE",
    "etc, /", "etc, ../../..", "etc, OUTSIDE"
  })
  void aSymlinkInPlaceOfADirectoryIsRefused(String directory, String target) throws IOException {
    String to = target.equals("OUTSIDE") ? outside.toString() : target;
    image("evil:1", new TestImage().without(directory).symlink(directory, to).write(root));
    Ran ran = tryApply(web("evil:1").spec("restartPolicy", "Never").json());
    assertThat(ran.status()).as("%s", ran).isNotZero();
    Status status = get("web");
    assertThat(status.state("one", "terminated")).containsEntry("reason", "ContainerCannotRun");
    assertThat(status.state("one", "terminated").get("message").toString())
        .contains(directory)
        .contains("ELOOP");
    untouched();
  }

  @ParameterizedTest
  @CsvSource({"hosts", "hostname", "resolv.conf"})
  void aSymlinkInPlaceOfAFileOfEtcIsReplaced(String name) throws IOException {
    for (String to :
        List.of(outside.resolve("hosts").toString(), "../../../.." + outside + "/new")) {
      image(
          "evil:2", new TestImage().without("etc/" + name).symlink("etc/" + name, to).write(root));
      apply(web("evil:2"));
      assertThat(sh("web", "cat /etc/" + name + "; echo changed >>/etc/" + name))
          .doesNotContain("the host's");
      untouched();
      beanpod.run("delete", "pod", "web", "--force").ok();
    }
  }

  @Test
  void aWorkingDirectoryOfALeakedDescriptorLeadsNowhere() throws IOException {
    for (int fd = 3; fd < 12; fd++) {
      String directory = "/proc/self/fd/" + fd;
      Ran ran =
          tryApply(
              web("busybox:latest")
                  .spec("restartPolicy", "Never")
                  .with("workingDir", directory)
                  .json());
      assertThat(ran.status()).as("%s", ran).isNotZero();
      assertThat(get("web").state("one", "terminated").get("message").toString())
          .contains(directory);
      beanpod.run("delete", "pod", "web", "--force").ok();
    }
  }

  @Test
  void aWorkingDirectoryThatIsASymlinkStaysInside() throws IOException {
    image(
        "evil:3",
        new TestImage()
            .symlink("away", outside.toString())
            .directory("srv/real")
            .symlink("here", "../../srv/real")
            .write(root));
    apply(web("evil:3").with("workingDir", "/here/new"));
    assertThat(sh("web", "pwd -P").strip()).isEqualTo("/srv/real/new");
    beanpod.run("delete", "pod", "web", "--force").ok();
    Manifest away = web("evil:3").with("workingDir", "/away/new").spec("restartPolicy", "Never");
    assertThat(tryApply(away.json()).oneLine()).contains("container one: ").contains("/away/new");
    untouched();
  }

  @Test
  void aShadowedProcIsNotRead() throws IOException {
    image(
        "evil:4",
        new TestImage()
            .file("proc/self/attr/exec", "x", 0644)
            .symlink("proc/sys", outside.toString())
            .symlink("dev/null", outside.resolve("hosts").toString())
            .symlink("dev/shm", outside.toString())
            .write(root));
    apply(web("evil:4"));
    assertThat(sh("web", "cat /proc/sys/kernel/ostype; echo gone >/dev/null; touch /dev/shm/x"))
        .isEqualTo("Linux\n");
    untouched();
  }
}
