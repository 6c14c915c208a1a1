package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories with the attribute that systemd gives to the cgroups that it delegates. */
class DelegationTest {
  @TempDir Path dir;
  private Path top;
  private Root root;
  private CgroupMount mount;

  @BeforeEach
  void mount() throws IOException {
    top = Files.createDirectory(dir.resolve("top"));
    root = Root.below(Files.createDirectory(dir.resolve("root")));
    Files.createDirectories(root.run());
    mount = new CgroupMount(true, "/", top, false, "rw");
  }

  private V2Home startedIn(String cgroup) throws IOException {
    return new V2Home(root, Files.writeString(dir.resolve("own"), "1:cpu:/x\n0::" + cgroup + "\n"));
  }

  private Path delegated(String cgroup) throws IOException {
    Path directory = Files.createDirectories(top.resolve(cgroup));
    try {
      Files.setAttribute(directory, "user:delegate", "1".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | UnsupportedOperationException e) {
      abort("skipped: the file system of " + dir + " has no user attributes: " + e.getMessage());
    }
    return directory;
  }

  @Test
  void withoutDelegationItIsTheRootOfTheHierarchy() throws IOException {
    Files.createDirectories(top.resolve("user.slice/session-1.scope"));
    assertThat(startedIn("/user.slice/session-1.scope").find(mount)).isEqualTo(top);
    assertThat(startedIn("/").find(mount)).isEqualTo(top);
    assertThat(startedIn("/../elsewhere").find(mount)).isEqualTo(top);
  }

  @Test
  void aDelegatedScopeIsUsedByWhatIsStartedInIt() throws IOException {
    Path scope = delegated("system.slice/run-1.scope");
    assertThat(startedIn("/system.slice/run-1.scope").find(mount)).isEqualTo(scope);
    assertThat(startedIn("/system.slice/run-1.scope/supervisor").find(mount)).isEqualTo(scope);
    assertThat(startedIn("/system.slice/run-1.scope/.control").find(mount)).isEqualTo(scope);
    assertThat(startedIn("/system.slice/run-2.scope").find(mount)).isEqualTo(top);
  }

  @Test
  void whatIsDelegatedToTheUsersOwnSystemdIsNotOurs() throws IOException {
    delegated("user.slice/user-1.slice/user@1.service");
    assertThat(startedIn("/user.slice/user-1.slice/user@1.service/app.slice/a.scope").find(mount))
        .isEqualTo(top);
  }

  @Test
  void theUnitIsUsedFromEverywhere() throws IOException {
    Files.createDirectories(top.resolve(Delegation.UNIT)); // Delegate= is off
    assertThat(startedIn("/user.slice").find(mount)).isEqualTo(top);
    Path unit = delegated(Delegation.UNIT);
    assertThat(startedIn("/user.slice").find(mount)).isEqualTo(unit);
    Path scope = delegated("system.slice/run-1.scope");
    assertThat(startedIn("/system.slice/run-1.scope").find(mount)).isEqualTo(scope);
  }

  @Test
  void aPathThatTheMountDoesNotShowIsNotLookedUp() throws IOException {
    delegated("run-1.scope");
    mount = new CgroupMount(true, "/docker/1", top, false, "rw");
    assertThat(startedIn("/run-1.scope").find(mount)).isEqualTo(top);
  }

  @Test
  void theFirstPodDecidesAsLongAsThereAreAny() throws IOException {
    Path scope = delegated("system.slice/run-1.scope");
    Path other = delegated("system.slice/run-2.scope");
    startedIn("/system.slice/run-1.scope").settle(mount);
    assertThat(startedIn("/").find(mount)).isEqualTo(scope);
    assertThat(startedIn("/system.slice/run-2.scope").find(mount)).isEqualTo(scope);
    assertThat(root.cgroupHome()).isSymbolicLink();

    Files.delete(scope.resolve(root.cgroup())); // with the last pod
    assertThat(startedIn("/").find(mount)).isEqualTo(top);
    startedIn("/system.slice/run-2.scope").settle(mount);
    assertThat(startedIn("/").find(mount)).isEqualTo(other);

    Files.delete(other.resolve(root.cgroup()));
    startedIn("/").settle(mount);
    assertThat(root.cgroupHome()).doesNotExist();
    assertThat(startedIn("/system.slice/run-1.scope").find(mount)).isEqualTo(top);
  }

  @Test
  void aControllerThatWasNotDelegatedIsNamedWithTheRemedy() throws IOException {
    Path scope = delegated("run-1.scope");
    new FakeCgroup(scope).file("cgroup.controllers", "cpu pids\n");
    new FakeCgroup(top).file("cgroup.controllers", "cpu memory pids\n");
    String mountinfo = "40 31 0:37 / " + top + " rw - cgroup2 cgroup2 rw\n";
    V2Home home = startedIn("/run-1.scope");
    assertThatThrownBy(() -> Detection.of(CgroupMounts.parse(mountinfo), home))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining(scope + " is delegated without the controller memory,")
        .hasMessageContaining("Delegate=yes");
  }
}
