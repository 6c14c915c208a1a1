package io.beanpod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

class TarReaderTest {
  /** cap_setgid,cap_setuid=ep, as newuidmap of a Fedora image has it: not UTF-8. */
  private static final byte[] CAPABILITY = {
    1, 0, 0, 2, (byte) 0xc0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  @Test
  void readsWhatAnotherLibraryWrites() throws Exception {
    String longName = "d/".repeat(120) + "ö";
    byte[] tar =
        new TestTar()
            .file(
                longName,
                "hello".getBytes(StandardCharsets.UTF_8),
                e -> {
                  e.setUserId(3_000_000_000L);
                  e.setMode(04751);
                  e.addPaxHeader("mtime", "-1.25");
                })
            .symlink("s", "x".repeat(300))
            .device('3', "null", 1, 3)
            .bytes();
    TarReader reader = TestTar.reader(tar);
    TarEntry file = reader.next().orElseThrow();
    assertThat(file.name()).isEqualTo(longName);
    assertThat(Integer.toUnsignedLong(file.uid())).isEqualTo(3_000_000_000L);
    assertThat(file.mode()).isEqualTo(04751);
    assertThat(file.mtimeSeconds()).isEqualTo(-2);
    assertThat(file.mtimeNanos()).isEqualTo(750_000_000);
    assertThat(content(reader)).isEqualTo("hello");
    assertThat(reader.next().orElseThrow().linkName()).hasSize(300);
    TarEntry device = reader.next().orElseThrow();
    assertThat(device.devMajor()).isEqualTo(1);
    assertThat(device.devMinor()).isEqualTo(3);
    assertThat(reader.next()).isEmpty();
    assertThat(reader.sawEnd()).isTrue();
  }

  @Test
  void readsGnuLongNamesAndNumbers() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      TarArchiveEntry entry = new TarArchiveEntry("n".repeat(200), (byte) '2');
      entry.setLinkName("t".repeat(200));
      entry.setModTime(-5000L);
      entry.setIds(4_000_000, 1);
      out.putArchiveEntry(entry);
      out.closeArchiveEntry();
    }
    TarEntry entry = TestTar.reader(bytes.toByteArray()).next().orElseThrow();
    assertThat(entry.name()).isEqualTo("n".repeat(200));
    assertThat(entry.linkName()).isEqualTo("t".repeat(200));
    assertThat(entry.mtimeSeconds()).isEqualTo(-5);
    assertThat(entry.uid()).isEqualTo(4_000_000);
  }

  @Test
  void writesWhatItReadsAndAnotherLibraryReads() throws Exception {
    TarEntry entry =
        new TarEntry(
            "x/".repeat(80) + "\udcff", // a byte that is not UTF-8
            TarEntry.REGULAR,
            0755,
            5,
            -2,
            3,
            -7,
            500_000_000,
            "",
            0,
            0,
            Map.of("security.capability", CAPABILITY));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(bytes);
    writer.add(entry, new ByteArrayInputStream(new byte[] {1, 2, 3}));
    writer.finish();
    TarReader reader = TestTar.reader(bytes.toByteArray());
    TarEntry read = reader.next().orElseThrow();
    assertThat(read.xattrs().get("security.capability")).isEqualTo(CAPABILITY);
    assertThat(read).usingRecursiveComparison().ignoringFields("xattrs").isEqualTo(entry);
    assertThat(reader.next()).isEmpty();
    try (TarArchiveInputStream other =
        new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TarArchiveEntry seen = other.getNextEntry();
      assertThat(seen.getName()).startsWith("x/x/");
      assertThat(seen.getLongGroupId()).isEqualTo(4294967294L);
      assertThat(other.readAllBytes()).containsExactly(1, 2, 3);
      assertThat(other.getNextEntry()).isNull();
    }
  }

  @Test
  void everyCutIsNoticed() throws Exception {
    byte[] tar = new TestTar().file("a", "x".repeat(700)).file("b", "y").bytes();
    int end = 512 + 1024 + 512 + 512; // then comes the end mark
    for (int length = 0; length < end; length += 128) {
      byte[] cut = Arrays.copyOf(tar, length);
      TarReader reader = TestTar.reader(cut);
      String as = "cut at " + length;
      if (length == 0 || length == 512 + 1024) {
        readAll(reader);
        assertThat(reader.sawEnd()).as(as).isFalse();
      } else {
        assertThatThrownBy(() -> readAll(reader)).as(as).hasMessageContaining("test.tar: cut off");
      }
    }
    readAll(TestTar.reader(tar));
  }

  @Test
  void whatIsNotATarIsSaidToBeNone() {
    byte[] text = "Hello, I am no archive. ".repeat(60).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> readAll(TestTar.reader(text)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("test.tar: not a tar archive");
  }

  @Test
  void damagedAndHostileHeaders() throws Exception {
    byte[] flipped = new TestTar().file("a", "x").bytes();
    flipped[3] ^= 1;
    assertThatThrownBy(() -> readAll(TestTar.reader(flipped))).hasMessageContaining("checksum");
    byte[] negativeId =
        new TestTar().file("a", new byte[0], e -> e.addPaxHeader("uid", "4294967295")).bytes();
    assertThatThrownBy(() -> readAll(TestTar.reader(negativeId)))
        .hasMessageContaining("user id 4294967295 is not in the range");
    for (String record : new String[] {"9 a=b\n", "5 a=b\n", "99999999999999999999 a=b\n", "a"}) {
      byte[] bad = paxHeader(record);
      assertThatThrownBy(() -> readAll(TestTar.reader(bad)))
          .as(record)
          .hasMessageContaining("damaged PAX header");
    }
    byte[] hugeExtension = new TestTar().add('x', "pax", new byte[(1 << 20) + 1], e -> {}).bytes();
    assertThatThrownBy(() -> readAll(TestTar.reader(hugeExtension)))
        .hasMessageContaining("1 MiB is allowed");
  }

  private static byte[] paxHeader(String record) throws IOException {
    return new TestTar()
        .add('x', "pax", record.getBytes(StandardCharsets.UTF_8), e -> {})
        .file("a", "")
        .bytes();
  }

  private static void readAll(TarReader reader) throws IOException {
    while (reader.next().isPresent()) {
      assertThat(content(reader)).isNotNull();
    }
  }

  private static String content(TarReader reader) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[100];
    for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
      all.write(buffer, 0, n);
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
