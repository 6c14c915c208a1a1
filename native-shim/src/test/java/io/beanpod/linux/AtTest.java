package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtTest {
  @TempDir Path temp;
  private Fd dir;

  @BeforeEach
  void open() throws Exception {
    dir = Fd.open(temp.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
  }

  @AfterEach
  void close() {
    dir.close();
  }

  @Test
  void openat2StaysInsideTheDirectory() throws Exception {
    Files.createDirectory(temp.resolve("etc"));
    Files.writeString(temp.resolve("etc/passwd"), "inside");
    Files.createSymbolicLink(temp.resolve("absolute"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(temp.resolve("climbing"), Path.of("../../../../../../etc/passwd"));
    for (String name : new String[] {"absolute", "climbing", "../../etc/passwd"}) {
      try (Fd fd = At.openat2(dir, name, Fd.O_RDONLY, 0, Resolve.IN_ROOT);
          NativeBuffer buffer = new NativeBuffer(64)) {
        assertThat(fd.read(buffer)).as(name).isEqualTo("inside".length());
      }
    }
    assertThatThrownBy(() -> At.openat2(dir, "absolute", Fd.O_RDONLY, 0, Resolve.BENEATH))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("openat2 absolute: EXDEV");
    assertThatThrownBy(() -> At.openat2(dir, "absolute", Fd.O_RDONLY, 0, Resolve.NO_SYMLINKS))
        .hasMessageContaining("ELOOP");
  }

  @Test
  void makesAndStatsEveryKind() throws Exception {
    At.mkdirat(dir, "d", 0700);
    At.symlinkat("/nowhere", dir, "s");
    At.mknodat(dir, "f", FileStat.S_IFIFO | 0600, 0, 0);
    At.linkat(dir, "s", dir, "s2");
    assertThat(FileStat.of(dir, "d").orElseThrow().isDirectory()).isTrue();
    assertThat(FileStat.of(dir, "s").orElseThrow().isSymlink()).isTrue();
    assertThat(FileStat.of(dir, "f").orElseThrow().type()).isEqualTo(FileStat.S_IFIFO);
    assertThat(FileStat.of(dir, "s2").orElseThrow().links()).isEqualTo(2);
    assertThat(FileStat.of(dir, "none")).isEmpty();
    assertThat(At.readlinkat(dir, "s2")).isEqualTo("/nowhere");
    assertThat(At.list(dir)).containsExactlyInAnyOrder("d", "s", "f", "s2");
    At.unlinkat(dir, "s");
    At.rmdirat(dir, "d");
    assertThatThrownBy(() -> At.rmdirat(dir, "f")).hasMessageContaining("unlinkat f: ENOTDIR");
  }

  @Test
  void deviceNumbersOfMoreThanEightBits() throws Exception {
    assumeTrue(isRoot(), "mknod of a device needs root");
    At.mknodat(dir, "dev", FileStat.S_IFCHR | 0600, 300, 70_000);
    FileStat stat = FileStat.of(dir, "dev").orElseThrow();
    assertThat(stat.rdevMajor()).isEqualTo(300);
    assertThat(stat.rdevMinor()).isEqualTo(70_000);
    At.mknodat(dir, "whiteout", FileStat.S_IFCHR, 0, 0);
    assertThat(FileStat.of(dir, "whiteout").orElseThrow().isWhiteout()).isTrue();
    assertThat(stat.isWhiteout()).isFalse();
  }

  @Test
  void ownersModesAndTimesOfTheLinkItself() throws Exception {
    assumeTrue(isRoot(), "chown needs root");
    Path target = Files.writeString(temp.resolve("target"), "x");
    Files.setLastModifiedTime(target, FileTime.from(Instant.ofEpochSecond(5)));
    At.symlinkat("target", dir, "link");
    At.fchownat(dir, "link", 1000, -10); // 4294967286: ids are unsigned
    At.utimensat(dir, "link", -3, 250_000_000);
    FileStat link = FileStat.of(dir, "link").orElseThrow();
    assertThat(Integer.toUnsignedLong(link.gid())).isEqualTo(4294967286L);
    assertThat(link.uid()).isEqualTo(1000);
    assertThat(link.mtimeSeconds()).isEqualTo(-3);
    assertThat(link.mtimeNanos()).isEqualTo(250_000_000);
    FileStat untouched = FileStat.of(dir, "target").orElseThrow();
    assertThat(untouched.uid()).isZero();
    assertThat(untouched.mtimeSeconds()).isEqualTo(5);
    try (Fd file = At.openat2(dir, "target", Fd.O_RDONLY, 0, 0)) {
      At.fchownat(file, "", 7, 8);
      At.fchmod(file, 04755);
      At.utimensat(file, "", 9, 1);
      assertThat(FileStat.of(file).mode()).isEqualTo(FileStat.S_IFREG | 04755);
      assertThat(FileStat.of(file).uid()).isEqualTo(7);
      assertThat(FileStat.of(file).mtimeSeconds()).isEqualTo(9);
    }
  }

  @Test
  void renameat2ReplacesNothingUnasked() throws Exception {
    Files.writeString(temp.resolve("a"), "a");
    Files.writeString(temp.resolve("b"), "b");
    assertThatThrownBy(() -> At.renameat2(dir, "a", dir, "b", At.RENAME_NOREPLACE))
        .hasMessageContaining("renameat2 a to b: EEXIST");
    At.renameat2(dir, "a", dir, "b", At.RENAME_EXCHANGE);
    assertThat(temp.resolve("b")).hasContent("a");
    assertThat(temp.resolve("a")).hasContent("b");
  }

  @Test
  void extendedAttributesAreBinary() throws Exception {
    assumeTrue(isRoot(), "trusted attributes need root");
    byte[] value = {1, 0, (byte) 0xff, (byte) 0x80};
    At.symlinkat("nowhere", dir, "link");
    Xattr.set(dir, "link", "trusted.test", value);
    assertThat(Xattr.get(dir, "link", "trusted.test")).hasValue(value);
    assertThat(Xattr.list(dir, "link")).containsExactly("trusted.test");
    assertThat(Xattr.get(dir, "link", "trusted.other")).isEmpty();
    byte[] large = new byte[3000];
    large[2999] = 1;
    Xattr.set(dir, "link", "trusted.large", large);
    assertThat(Xattr.get(dir, "link", "trusted.large")).hasValue(large);
    Xattr.set(dir, "user.empty", new byte[0]);
    assertThat(Xattr.get(dir, ".", "user.empty")).hasValue(new byte[0]);
    assertThatThrownBy(() -> Xattr.set(dir, "a/b", "user.x", value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsSmallFilesAndTellsLargerOnes() throws Exception {
    byte[] content = new byte[40_000];
    content[39_999] = 7;
    Files.write(temp.resolve("f"), content);
    for (int max : new int[] {40_000, 1 << 20}) {
      try (Fd file = At.openat2(dir, "f", Fd.O_RDONLY, 0, 0)) {
        assertThat(At.read(file, max)).isEqualTo(content);
      }
    }
    try (Fd file = At.openat2(dir, "f", Fd.O_RDONLY, 0, 0)) {
      assertThat(At.read(file, 39_998)).hasSize(39_999);
    }
  }

  @Test
  void namesThatAreNotUtf8() throws Exception {
    byte[] raw = {'a', (byte) 0xff, 'b', (byte) 0xc3, (byte) 0xb6, (byte) 0xe2, (byte) 0x82, 'c'};
    String name = PathBytes.decode(raw, 0, raw.length);
    assertThat(PathBytes.encode(name)).isEqualTo(raw);
    assertThat(name).contains("ö");
    At.mkdirat(dir, name, 0700);
    assertThat(At.list(dir)).containsExactly(name);
    At.rmdirat(dir, name);
    String emoji = "\ud83d\udc80\ud83d\udcff"; // second halves in the range of escaped bytes
    assertThat(PathBytes.encode(emoji)).isEqualTo(emoji.getBytes(StandardCharsets.UTF_8));
    assertThat(PathBytes.encode(emoji + name + emoji))
        .endsWith(emoji.getBytes(StandardCharsets.UTF_8))
        .hasSize(16 + raw.length);
  }

  @Test
  void aLockIsHeldAgainstOtherThreadsUntilItIsClosed() throws Exception {
    try (Flock held = Flock.tryDirectory(temp).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(Flock.tryDirectory(temp)).isEmpty();
    }
    Flock.tryDirectory(temp).orElseThrow().close();
    Path file = temp.resolve("lock");
    try (Flock one = Flock.shared(file);
        Flock two = Flock.shared(file)) {
      assertThat(one).isNotSameAs(two);
    }
    Flock.exclusive(file).close();
  }

  private static boolean isRoot() {
    return Kernel.call(Nr.GETUID) == 0;
  }
}
