package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cp}, with containers that mean no good. */
class CpTest extends PodTest {
  @TempDir Path dir;

  @BeforeEach
  void launch() {
    apply(
        Manifest.pod("web").script("one", "mkdir /data; exec sleep 1000").with("workingDir", "/"));
    awaitSh("web", "[ -d /data ]");
  }

  private String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aTreeGoesInAndComesOut() throws IOException {
    Path tree = Files.createDirectories(dir.resolve("tree/sub")).getParent();
    Files.writeString(tree.resolve("sub/größe 1"), "text");
    Files.writeString(tree.resolve("run"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        tree.resolve("run"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.setAttribute(tree.resolve("run"), "unix:uid", 1234);
    Files.createSymbolicLink(tree.resolve("link"), Path.of("sub/größe 1"));
    assertThat(beanpod.run("cp", tree.toString(), "web:/data").ok()).isEmpty();
    assertThat(sh("web", "stat -c '%a %u' /data/tree/run; cat '/data/tree/link'"))
        .isEqualTo("750 1234\ntext");
    beanpod.run("cp", tree.toString(), "default/web:data/other", "--no-preserve").ok();
    assertThat(sh("web", "stat -c '%a %u' /data/other/run")).isEqualTo("750 0\n");

    Path out = dir.resolve("out/new");
    assertThat(beanpod.run("cp", "web:/data/tree", out.toString()).err()).isEmpty();
    assertThat(Files.readString(out.resolve("sub/größe 1"))).isEqualTo("text");
    assertThat(Files.readSymbolicLink(out.resolve("link"))).isEqualTo(Path.of("sub/größe 1"));
    assertThat(mode(out.resolve("run"))).isEqualTo("rwxr-x---");
    assertThat(Files.getAttribute(out.resolve("run"), "unix:uid")).isEqualTo(0);
    assertThat(Files.getLastModifiedTime(out.resolve("run")))
        .isEqualTo(Files.getLastModifiedTime(tree.resolve("run")));
  }

  @Test
  void oneFileBecomesItsTargetOrLiesInIt() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "first");
    beanpod.run("cp", file.toString(), "web:/data/copy").ok();
    beanpod.run("cp", file.toString(), "web:/data").ok();
    assertThat(sh("web", "cat /data/copy /data/file")).isEqualTo("firstfirst");
    Path out = Files.writeString(dir.resolve("out"), "longer than before");
    Path link = Files.createSymbolicLink(dir.resolve("link"), out);
    beanpod.run("cp", "web:data/copy", link.toString()).ok();
    assertThat(out).hasContent("first");
    beanpod.run("cp", "web:/data/copy", dir.toString()).ok();
    assertThat(dir.resolve("copy")).hasContent("first");
  }

  /** CVE-2019-1002101, CVE-2019-11246. */
  @Test
  void symlinksOfAContainerLeadNowhere() throws IOException {
    Path secret = Files.writeString(dir.resolve("secret"), "the host's");
    sh(
        "web",
        "mkdir -p /data/t; cd /data/t; ln -s /etc abs; ln -s ../../x up; ln -s "
            + dir
            + " out;"
            + " ln -s . self; ln -s self/../.. sly; mkfifo pipe; echo ok >file;"
            + " ln -s "
            + secret
            + " /data/host; chmod 4755 file");
    Path target = dir.resolve("target");
    Ran ran = beanpod.run("cp", "web:/data/t", target.toString());
    assertThat(ran.status()).as("%s", ran).isZero();
    assertThat(ran.err())
        .contains("warning: skipping symlink: \"" + target + "/abs\" -> \"/etc\"\n")
        .contains("/up\" -> \"../../x\"\n")
        .contains("/sly\" -> \"self/../..\"\n")
        .contains("warning: skipping \"" + target + "/pipe\": neither a file");
    assertThat(target.toFile().list()).containsExactlyInAnyOrder("self", "file");
    assertThat(mode(target.resolve("file"))).isEqualTo("rwxr-xr-x");
    assertThat(beanpod.run("cp", "web:/data/host", dir.resolve("x").toString()).oneLine())
        .isEqualTo("error: web:/data/host: no such file or directory");
    // Into the container, its own symlinks count for the target, and only inside it.
    beanpod.run("cp", secret.toString(), "web:/data/t/abs/copied").ok();
    assertThat(sh("web", "cat /etc/copied")).isEqualTo("the host's");
    assertThat(Path.of("/etc/copied")).doesNotExist();
    assertThat(beanpod.run("cp", secret.toString(), "web:/data/t/out/new").oneLine())
        .contains("there is no directory");
    assertThat(secret).hasContent("the host's");
    assertThat(beanpod.run("cp", "web:/proc/1/root/etc/hosts", dir + "/y").oneLine())
        .contains("ELOOP");
  }

  @Test
  void aSymlinkInTheLocalTargetIsNotFollowed() throws IOException {
    sh("web", "mkdir -p /data/t/sub; echo evil >/data/t/sub/file; echo evil >/data/t/name");
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Path target = Files.createDirectory(dir.resolve("target"));
    Files.createSymbolicLink(target.resolve("sub"), elsewhere);
    Path victim = Files.writeString(dir.resolve("victim"), "good");
    Files.createSymbolicLink(target.resolve("name"), victim);
    assertThat(beanpod.run("cp", "web:/data/t", target.toString()).oneLine())
        .contains(target + "/sub: there is something that is no directory");
    assertThat(elsewhere.toFile().list()).isEmpty();
    assertThat(victim).hasContent("good");
  }

  @Test
  void mistakesAreNamedAsByKubectl() {
    for (List<String> wrong :
        List.of(
            List.of("a", "b", "one of src or dest must be a remote file specification"),
            List.of("web:/a", "web:/b", "one of src or dest must be a local file specification"),
            List.of("web:", "b", "filepath can not be empty"),
            List.of(":a", "b", "filespec must match the canonical format"),
            List.of("a/b/c:d", "e", "filespec must match the canonical format"),
            List.of("/no/such", "web:/a", "/no/such doesn't exist in local filesystem"),
            List.of("nope:/a", "b", "pods \"nope\" not found"))) {
      assertThat(beanpod.run("cp", wrong.get(0), wrong.get(1)).oneLine()).contains(wrong.get(2));
    }
    assertThat(beanpod.run("cp", "a").err()).contains("source and destination are required");
  }
}
