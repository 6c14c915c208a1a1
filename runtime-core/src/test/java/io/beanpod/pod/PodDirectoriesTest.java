package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodDirectoriesTest {
  @TempDir Path temp;
  private Root root;

  @BeforeEach
  void twoPods() throws IOException {
    root = Root.below(temp);
    make("u1", "web");
    make("u2", "other");
    Files.createDirectories(root.name("default", "web").getParent());
    Files.createSymbolicLink(root.name("default", "web"), Path.of("../../pods/u1"));
  }

  @Test
  void aPodGoesWithItsNameAndLeavesOthersAlone() throws IOException {
    Files.writeString(root.podEvents("u1"), "{}\n");
    PodDirectories.remove(root, "u1", "default", "web");
    assertThat(root.pod("u1")).doesNotExist();
    assertThat(root.retiredEvents("default", "u1")).hasContent("{}");
    assertThat(root.podData("u1")).doesNotExist();
    assertThat(root.podLogs("default", "web", "u1")).doesNotExist();
    assertThat(linkExists()).isFalse();
    assertThat(root.pod("u2")).exists();
    assertThat(root.podData("u2")).exists();
    assertThat(root.podLogs("default", "other", "u2")).exists();
  }

  @Test
  void aNameThatAnotherPodHasStays() throws IOException {
    make("u3", "web"); // it wanted the name of u1
    PodDirectories.remove(root, "u3", "default", "web");
    assertThat(root.pod("u3")).doesNotExist();
    assertThat(PodDirectories.owner(root.name("default", "web"))).isEqualTo("u1");
  }

  @Test
  void aNamelessPodsLogsAreFoundByItsUid() throws IOException {
    Path kubelets = Files.createDirectories(root.logs().resolve("kube-system_dns_9-u2x"));
    PodDirectories.removeNameless(root, "u2");
    assertThat(root.podLogs("default", "other", "u2")).doesNotExist();
    assertThat(root.pod("u2")).doesNotExist();
    assertThat(root.podData("u2")).doesNotExist();
    assertThat(kubelets).exists();
    assertThat(root.podLogs("default", "web", "u1")).exists();
  }

  @Test
  void whatIsNotThereIsGone() throws IOException {
    Root empty = Root.below(temp.resolve("empty"));
    PodDirectories.remove(empty, "u9", "default", "nobody");
    PodDirectories.removeNameless(empty, "u9");
    assertThat(PodDirectories.owner(empty.name("default", "nobody"))).isEmpty();
  }

  private boolean linkExists() {
    return Files.exists(root.name("default", "web"), LinkOption.NOFOLLOW_LINKS);
  }

  private void make(String uid, String name) throws IOException {
    Files.createDirectories(root.pod(uid).resolve("etc"));
    Files.createDirectories(root.podData(uid).resolve("app/0/upper"));
    Files.createDirectories(root.podLogs("default", name, uid).resolve("app"));
  }
}
