package io.beanpod.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Libseccomp;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters on disk: made once, found again, made anew where something else is asked for. */
class SeccompFiltersTest {
  private static final String ALLOW = "{\"defaultAction\": \"SCMP_ACT_ALLOW\"}";
  private static final FileTime LONG_AGO = FileTime.fromMillis(1000);

  @TempDir private Path dir;
  private Root root;
  private SeccompFilters filters;

  @BeforeEach
  void open() throws IOException {
    Optional<Libseccomp> library = Libseccomp.open();
    assumeTrue(library.isPresent(), "needs " + Libseccomp.LIBRARY);
    root = Root.below(dir);
    filters = new SeccompFilters(root, library);
    Files.createDirectories(root.seccompProfiles());
  }

  @Test
  void aFilterIsMadeOnce() throws IOException {
    Path made = filters.runtimeDefault(Capabilities.DEFAULT);
    assertThat(SeccompFilters.load(made).instructions()).isGreaterThan(100);
    Files.setLastModifiedTime(made, LONG_AGO);
    assertThat(filters.runtimeDefault(Capabilities.DEFAULT)).isEqualTo(made);
    assertThat(Files.getLastModifiedTime(made)).isEqualTo(LONG_AGO);
    assertThat(filters.runtimeDefault(Capabilities.DEFAULT | Capabilities.SYS_ADMIN))
        .isNotEqualTo(made);
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    Path made = filters.runtimeDefault(0);
    assertThat(Files.getAttribute(made, "unix:mode")).isEqualTo(0100600);
    assertThat(Files.getAttribute(made.getParent(), "unix:mode")).isEqualTo(0040700);
  }

  @Test
  void oneThatIsCutOffIsMadeAgain() throws IOException {
    Path made = filters.runtimeDefault(0);
    byte[] whole = Files.readAllBytes(made);
    Files.write(made, new byte[0]);
    assertThatIOException()
        .isThrownBy(() -> SeccompFilters.load(made))
        .withMessageContaining(made + " is damaged: delete the pod and apply it again");
    filters.runtimeDefault(0);
    assertThat(Files.readAllBytes(made)).isEqualTo(whole);
    Files.delete(made);
    assertThatIOException()
        .isThrownBy(() -> SeccompFilters.load(made))
        .withMessageContaining(made + " is gone: delete the pod");
  }

  @Test
  void anotherContentIsAnotherFilter() throws IOException {
    Path profile = root.seccompProfiles().resolve("sub/a.json");
    Files.createDirectories(profile.getParent());
    Files.writeString(profile, ALLOW);
    Path made = filters.localhost("sub/a.json", 0);
    assertThat(SeccompFilters.load(made)).isNotNull();
    Files.writeString(profile, ALLOW + " ");
    assertThat(filters.localhost("sub/a.json", 0)).isNotEqualTo(made);
  }

  @Test
  void noSymlinkLeadsOutOfTheDirectory() throws IOException {
    Path outside = Files.writeString(dir.resolve("outside.json"), ALLOW);
    Files.createSymbolicLink(root.seccompProfiles().resolve("absolute"), outside);
    Files.createSymbolicLink(
        root.seccompProfiles().resolve("up"), Path.of("../../../../outside.json"));
    Files.createSymbolicLink(root.seccompProfiles().resolve("within"), Path.of("a.json"));
    Files.writeString(root.seccompProfiles().resolve("a.json"), ALLOW);
    for (String name : new String[] {"absolute", "up"}) {
      assertThatIOException()
          .isThrownBy(() -> filters.localhost(name, 0))
          .withMessageContaining("a symbolic link leads out of " + root.seccompProfiles());
    }
    assertThat(filters.localhost("within", 0)).isEqualTo(filters.localhost("a.json", 0));
  }

  @Test
  void whatCannotBeHadIsTold() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> filters.localhost("none.json", 0))
        .withMessage(
            "cannot load seccomp profile \"%s\": no such file; put the profile there",
            root.seccompProfiles().resolve("none.json"));
    Files.writeString(root.seccompProfiles().resolve("text"), "deny all");
    assertThatIOException()
        .isThrownBy(() -> filters.localhost("text", 0))
        .withMessageStartingWith(root.seccompProfiles().resolve("text") + ": ");
    assertThatIOException()
        .isThrownBy(() -> new SeccompFilters(root, Optional.empty()))
        .withMessageContaining("libseccomp.so.2 is not installed")
        .withMessageContaining("apt-get install libseccomp2")
        .withMessageContaining("seccompProfile.type: Unconfined");
  }
}
