package io.beanpod.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Builds tar archives with a library that is not ours; names are taken as they are. */
final class TestTar {
  static final int MTIME = 1_000_000_000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8");

  TestTar() {
    out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  TestTar file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8), e -> {});
  }

  TestTar file(String name, byte[] content, Consumer<TarArchiveEntry> more) throws IOException {
    return add(TarEntry.REGULAR, name, content, more);
  }

  TestTar directory(String name) throws IOException {
    return add(TarEntry.DIRECTORY, name, new byte[0], e -> e.setMode(0755));
  }

  TestTar symlink(String name, String target) throws IOException {
    return add(TarEntry.SYMLINK, name, new byte[0], e -> e.setLinkName(target));
  }

  TestTar hardLink(String name, String target) throws IOException {
    return add(TarEntry.HARD_LINK, name, new byte[0], e -> e.setLinkName(target));
  }

  TestTar device(char type, String name, int major, int minor) throws IOException {
    return add(
        type,
        name,
        new byte[0],
        e -> {
          e.setDevMajor(major);
          e.setDevMinor(minor);
        });
  }

  TestTar add(char type, String name, byte[] content, Consumer<TarArchiveEntry> more)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, (byte) type, true);
    entry.setName(name);
    entry.setSize(content.length);
    entry.setMode(0644);
    entry.setIds(0, 0);
    entry.setModTime(MTIME * 1000L);
    more.accept(entry);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
    return this;
  }

  TestTar files(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      file(file.getKey(), file.getValue(), e -> {});
    }
    return this;
  }

  byte[] bytes() throws IOException {
    out.close();
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  static TarReader reader(byte[] tar) {
    return new TarReader(new ByteArrayInputStream(tar), "test.tar");
  }
}
