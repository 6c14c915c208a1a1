package io.beanpod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.At;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserLookupTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      redis:x:999:998::/home/redis:/bin/false
      redis:x:1:1::/second:/bin/false
      twin:x:999:5::/twin:/bin/false
      nohome:x:7:7:::
      1000:x:77:77::/called-1000:/bin/sh
      """;
  private static final String GROUP =
      """
      root:x:0:
      redis:x:998:
      www-data:x:33:redis,other
      adm:x:4:other,redis
      wheel:x:10:root
      """;

  @TempDir Path lower;
  @TempDir Path upper;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectory(lower.resolve("etc"));
    Files.writeString(lower.resolve("etc/passwd"), PASSWD);
    Files.writeString(lower.resolve("etc/group"), GROUP);
  }

  private UserLookup.Identity lookup(String user) throws IOException {
    return new UserLookup(List.of(lower, upper)).lookup(user);
  }

  private static UserLookup.Identity identity(long uid, long gid, String home, Long... groups) {
    return new UserLookup.Identity(uid, gid, List.of(groups), home);
  }

  @Test
  void everyFormOfUser() throws Exception {
    assertThat(lookup("")).isEqualTo(identity(0, 0, "/root", 10L));
    assertThat(lookup("redis")).isEqualTo(identity(999, 998, "/home/redis", 4L, 33L));
    assertThat(lookup("999")).isEqualTo(identity(999, 998, "/home/redis", 4L, 33L));
    assertThat(lookup("redis:www-data")).isEqualTo(identity(999, 33, "/home/redis"));
    assertThat(lookup("redis:5")).isEqualTo(identity(999, 5, "/home/redis"));
    assertThat(lookup("1000")).as("a number is an id").isEqualTo(identity(1000, 0, "/"));
    assertThat(lookup("77")).isEqualTo(identity(77, 77, "/called-1000"));
    assertThat(lookup("1001")).isEqualTo(identity(1001, 0, "/"));
    assertThat(lookup("1001:1002")).isEqualTo(identity(1001, 1002, "/"));
    assertThat(lookup("nohome").home()).isEqualTo("/");
    assertThat(lookup("4294967294").uid()).isEqualTo(4294967294L);
    assertThat(lookup(":www-data")).isEqualTo(identity(0, 33, "/root"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "-1",
        "+1",
        " 1",
        "4294967295",
        "99999999999999999999",
        "0x0",
        "redis:x",
        "redis:-1",
        "redis:4294967296",
        "1:2:3",
        "ROOT"
      })
  void unknownUsersAreNeverRoot(String user) {
    assertThatThrownBy(() -> lookup(user))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("user \"" + user + "\": the image's /etc/");
  }

  @Test
  void hostileLinesAreNoUsers() throws Exception {
    Files.writeString(
        lower.resolve("etc/passwd"),
        """
        a:x::0::/:
        b:x:abc:0::/:
        c:x:-1:0::/:
        d:x:4294967296:0::/:
        e:x:18446744073709551616:0::/:
        f:x:0
        :x:0:0::/:
        g:x:5:-1::/:
        h:x: 0:0::/:

        ::::::
        good:x:5:6::relative:
        """);
    for (String bad : "a b c d e f g h".split(" ")) {
      assertThatThrownBy(() -> lookup(bad)).as(bad).isInstanceOf(ImageException.class);
    }
    assertThat(lookup("good")).isEqualTo(identity(5, 6, "/"));
    assertThat(lookup("0")).isEqualTo(identity(0, 0, "/", 10L));
  }

  @Test
  void anImageWithoutTheFiles() throws Exception {
    UserLookup none = new UserLookup(List.of(upper));
    assertThat(none.lookup("")).isEqualTo(identity(0, 0, "/"));
    assertThat(none.lookup("5:6")).isEqualTo(identity(5, 6, "/"));
    assertThatThrownBy(() -> none.lookup("redis")).hasMessageContaining("has no user \"redis\"");
  }

  @Test
  void theTopMostLayerWins() throws Exception {
    Files.createDirectory(upper.resolve("etc"));
    Files.writeString(upper.resolve("etc/passwd"), "redis:x:5:6::/new:\n");
    assertThat(lookup("redis")).isEqualTo(identity(5, 6, "/new", 4L, 33L));
  }

  @Test
  void whiteoutsHide() throws Exception {
    assumeTrue(Files.getOwner(upper).getName().equals("root"), "a whiteout needs root");
    try (Fd dir = Fd.open(upper.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
      At.mkdirat(dir, "etc", 0755);
      Fd etc = At.openat2(dir, "etc", Fd.O_PATH, 0, 0);
      At.mknodat(etc, "passwd", FileStat.S_IFCHR, 0, 0);
      assertThatThrownBy(() -> lookup("redis")).hasMessageContaining("has no user");
      At.unlinkat(etc, "passwd");
      assertThat(lookup("redis").uid()).isEqualTo(999);
      LayerTree.makeOpaque(dir, "etc");
      assertThatThrownBy(() -> lookup("redis")).hasMessageContaining("has no user");
      etc.close();
      TreeRemover.remove(upper.resolve("etc"));
      At.mknodat(dir, "etc", FileStat.S_IFCHR, 0, 0);
      assertThatThrownBy(() -> lookup("redis")).hasMessageContaining("has no user");
      At.unlinkat(dir, "etc");
    }
  }

  @Test
  void symlinksStayInTheImageAndCrossLayers() throws Exception {
    Files.createDirectories(upper.resolve("store/deep"));
    Files.writeString(upper.resolve("store/deep/passwd"), "linked:x:42:43::/l:\n");
    Files.delete(lower.resolve("etc/passwd"));
    Files.createSymbolicLink(lower.resolve("etc/passwd"), Path.of("/store/deep/../deep/passwd"));
    assertThat(lookup("linked").uid()).isEqualTo(42);
    Files.delete(lower.resolve("etc/passwd"));
    // The host's passwd would have a user "root" with a shell's home; ours has none of it.
    Files.createSymbolicLink(lower.resolve("etc/passwd"), Path.of("../../../../../etc/passwd"));
    assertThat(lookup("0").home()).isEqualTo("/");
    assertThatThrownBy(() -> lookup("daemon")).hasMessageContaining("has no user");
    Path outside = Files.createTempFile("outside", "passwd");
    Files.writeString(outside, "evil:x:0:0::/:\n");
    Files.delete(lower.resolve("etc/passwd"));
    Files.createSymbolicLink(lower.resolve("etc/passwd"), outside);
    assertThatThrownBy(() -> lookup("evil")).hasMessageContaining("has no user");
    Files.delete(outside);
  }

  @Test
  void whatIsNotAFileOrTooLarge() throws Exception {
    Files.delete(lower.resolve("etc/passwd"));
    Files.createDirectory(lower.resolve("etc/passwd"));
    assertThatThrownBy(() -> lookup("redis")).hasMessageContaining("has no user");
    Files.delete(lower.resolve("etc/passwd"));
    try (Fd dir = Fd.open(lower.resolve("etc").toString(), Fd.O_PATH, 0)) {
      At.mknodat(dir, "passwd", FileStat.S_IFIFO | 0600, 0, 0);
    }
    assertThatThrownBy(() -> lookup("redis")).hasMessageContaining("has no user"); // and no hang
    Files.delete(lower.resolve("etc/passwd"));
    Files.write(lower.resolve("etc/passwd"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> lookup("redis")).hasMessageContaining("too large");
  }
}
