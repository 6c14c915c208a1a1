package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class V2DriverTest {
  private static final String SUBTREE = "cgroup.subtree_control";
  @TempDir Path root;
  private CgroupDriver driver;

  @BeforeEach
  void existingTop() throws IOException {
    driver = new V2Driver(root);
    // A new directory has no files here: those that the kernel would make are made before.
    new FakeCgroup(root.resolve("beanpod")).empty(SUBTREE);
  }

  @Test
  void everyParentHandsOnWhatItDoesNotYet() throws IOException {
    FakeCgroup top = new FakeCgroup(root).file(SUBTREE, "cpuset cpu io pids\n");
    FakeCgroup pod = new FakeCgroup(root.resolve("beanpod/pod1")).empty(SUBTREE);
    Cgroup web = driver.create("beanpod/pod1/web");
    assertThat(top.read(SUBTREE)).startsWith("+memory");
    assertThat(new FakeCgroup(root.resolve("beanpod")).read(SUBTREE))
        .isEqualTo("+cpu +memory +pids +io");
    assertThat(pod.read(SUBTREE)).isEqualTo("+cpu +memory +pids +io");
    assertThat(web.v2Directory()).contains(root.resolve("beanpod/pod1/web"));
    assertThat(root.resolve("beanpod/pod1/web")).isEmptyDirectory();
    assertThat(driver.cgroup("beanpod/pod1/web")).isEqualTo(web);
  }

  @Test
  void nothingIsWrittenToARootThatHandsOnAll() throws IOException {
    FakeCgroup top = new FakeCgroup(root).file(SUBTREE, "memory pids cpu\n");
    driver.create("beanpod/pod1");
    assertThat(top.read(SUBTREE)).isEqualTo("memory pids cpu\n");
  }

  @Test
  void whatWasMadeIsTakenBackWhenAPartFails() throws IOException {
    new FakeCgroup(root).file(SUBTREE, "cpu memory pids\n");
    // beanpod/pod1 is made without files, so nothing can be handed on below it
    assertThatThrownBy(() -> driver.create("beanpod/pod1/web"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pod1/cgroup.subtree_control");
    assertThat(root.resolve("beanpod")).isDirectory();
    assertThat(root.resolve("beanpod/pod1")).doesNotExist();
  }

  @Test
  void thePodsAboveProtectWhatTheirContainersDo() throws IOException {
    FakeCgroup top = new FakeCgroup(root.resolve("beanpod")).empty("memory.min");
    new FakeCgroup(root.resolve("beanpod/pod1")).file("memory.min", "4096\n");
    new FakeCgroup(root.resolve("beanpod/pod2")).file("memory.min", "8192\n");
    Files.createDirectory(root.resolve("beanpod/gone"));
    driver.protectAsBelow("beanpod");
    assertThat(top.read("memory.min")).isEqualTo("12288");
  }

  @Test
  void whereNothingIsProtectedNothingIsWritten() throws IOException {
    driver.protectAsBelow("beanpod"); // of which there is nothing
    FakeCgroup top = new FakeCgroup(root.resolve("beanpod")).file("memory.min", "0\n");
    new FakeCgroup(root.resolve("beanpod/pod1")).file("memory.min", "0\n");
    driver.protectAsBelow("beanpod");
    assertThat(top.read("memory.min")).isEqualTo("0\n");
    top.file("memory.min", "4096\n"); // left by a pod that was killed
    driver.protectAsBelow("beanpod");
    assertThat(top.read("memory.min")).startsWith("0").isNotEqualTo("0\n");
  }

  @Test
  void hugePagesCanBeLimitedWhereTheirControllerIs() throws IOException {
    FakeCgroup top = new FakeCgroup(root).file("cgroup.controllers", "cpu memory hugetlb pids\n");
    assertThat(driver.whyNoHugePages()).isEmpty();
    top.file("cgroup.controllers", "cpu memory pids\n");
    assertThat(driver.whyNoHugePages().orElseThrow())
        .contains(root.resolve("cgroup.controllers").toString())
        .contains("CONFIG_CGROUP_HUGETLB");
    top.file("cgroup.type", "domain\n"); // not the hierarchy's root
    assertThat(driver.whyNoHugePages().orElseThrow())
        .contains("echo +hugetlb > cgroup.subtree_control")
        .doesNotContain("CONFIG_CGROUP_HUGETLB");
  }

  @Test
  void hugePagesAreHandedOnFromTheRootToTheFirstThatLimitsThem() throws IOException {
    FakeCgroup top = new FakeCgroup(root).file(SUBTREE, "cpu memory pids\n");
    FakeCgroup above = new FakeCgroup(root.resolve("beanpod")).empty(SUBTREE);
    FakeCgroup pod =
        new FakeCgroup(root.resolve("beanpod/pod1"))
            .empty("hugetlb.2MB.max", "hugetlb.2MB.rsvd.max", "cpu.weight", SUBTREE);
    driver
        .cgroup("beanpod/pod1")
        .apply(Limits.NONE.withHugePages(List.of(new HugePages(2 << 20, 4 << 20))));
    assertThat(top.read(SUBTREE)).startsWith("+hugetlb");
    assertThat(above.read(SUBTREE)).isEqualTo("+hugetlb");
    assertThat(pod.read(SUBTREE)).isEmpty();
    assertThat(pod.read("hugetlb.2MB.max")).isEqualTo("4194304");
    assertThat(pod.read("hugetlb.2MB.rsvd.max")).isEqualTo("4194304");
  }

  @Test
  void childrenAreDirectoriesOnly() throws IOException {
    Files.createDirectories(root.resolve("beanpod/podb"));
    Files.createDirectories(root.resolve("beanpod/poda/web"));
    assertThat(driver.children("beanpod")).containsExactly("poda", "podb");
    assertThat(driver.children("beanpod-none")).isEmpty();
  }
}
