package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class V1DriverTest {
  @TempDir Path root;
  private CgroupDriver driver;

  @Test
  void hugePagesHaveACgroupOnlyWhereTheyAreLimited() throws IOException {
    Cgroup web = driver.create("beanpod/pod1/web");
    Path directory = root.resolve("hugetlb/beanpod/pod1/web");
    assertThat(web.directories()).doesNotContain(directory);
    new FakeCgroup(directory)
        .empty("hugetlb.2MB.limit_in_bytes", "hugetlb.2MB.rsvd.limit_in_bytes")
        .empty("hugetlb.1GB.limit_in_bytes");
    V1HugePages.apply(
        List.of(new HugePages(2 << 20, 6 << 20), new HugePages(1 << 30, 0)),
        Optional.of(directory));
    assertThat(directory.resolve("hugetlb.2MB.limit_in_bytes")).hasContent("6291456");
    assertThat(directory.resolve("hugetlb.2MB.rsvd.limit_in_bytes")).hasContent("6291456");
    assertThat(directory.resolve("hugetlb.1GB.limit_in_bytes")).hasContent("0");
    assertThat(web.joinFiles()).endsWith(directory.resolve("tasks"));
    assertThat(driver.whyNoHugePages()).isEmpty();
  }

  @BeforeEach
  void hierarchies() throws IOException {
    for (String controller : new String[] {"cpu,cpuacct", "memory", "pids"}) {
      Files.createDirectory(root.resolve(controller));
    }
    Path cpu = root.resolve("cpu,cpuacct");
    driver =
        new V1Driver(
            cpu,
            root.resolve("memory"),
            root.resolve("pids"),
            Optional.of(cpu),
            Optional.of(root.resolve("hugetlb")));
  }

  @Test
  void aCgroupIsMadeAndRemovedInEveryHierarchy() throws IOException {
    Cgroup web = driver.create("beanpod/pod1/web");
    driver.create("beanpod/pod1/redis");
    assertThat(web.directories())
        .containsExactlyInAnyOrder(
            root.resolve("memory/beanpod/pod1/web"),
            root.resolve("cpu,cpuacct/beanpod/pod1/web"),
            root.resolve("pids/beanpod/pod1/web"))
        .allMatch(Files::isDirectory);
    assertThat(driver.create("beanpod/pod1/web")).isEqualTo(web);
    driver.cgroup("beanpod/pod1").remove();
    for (String controller : new String[] {"cpu,cpuacct", "memory", "pids"}) {
      assertThat(root.resolve(controller).resolve("beanpod")).isEmptyDirectory();
    }
  }

  @Test
  void whatIsInOneHierarchyOnlyIsRemovedToo() throws IOException {
    driver.create("beanpod/pod1");
    Path stray = Files.createDirectories(root.resolve("memory/beanpod/pod1/web/inner"));
    driver.cgroup("beanpod/pod1").remove();
    assertThat(stray.getParent().getParent()).doesNotExist();
  }

  @Test
  void childrenOfAnyHierarchyAreListedOnce() throws IOException {
    driver.create("beanpod/podb");
    Files.createDirectories(root.resolve("memory/beanpod/poda"));
    assertThat(driver.children("beanpod")).containsExactly("poda", "podb");
  }

  @Test
  void whatWasMadeIsTakenBackWhenOneHierarchyFails() throws IOException {
    Files.delete(root.resolve("pids"));
    assertThatThrownBy(() -> driver.create("beanpod/pod1"))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("mkdir " + root.resolve("pids/beanpod"));
    assertThat(root.resolve("memory")).isEmptyDirectory();
    assertThat(root.resolve("cpu,cpuacct")).isEmptyDirectory();
  }
}
