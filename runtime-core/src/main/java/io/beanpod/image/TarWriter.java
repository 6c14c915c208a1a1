package io.beanpod.image;

import io.beanpod.linux.PathBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes a PAX tar archive that depends on its entries only: the same files give the same digest.
 *
 * @see TarReader for the format
 */
final class TarWriter {
  private static final int BLOCK = TarHeader.SIZE;
  private static final int MAX_NAME = 100;
  private static final long MAX_OCTAL_7 = 07777777;
  private static final long MAX_OCTAL_11 = 077777777777L;

  private final OutputStream out;
  private final byte[] buffer = new byte[128 * 1024];

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds an entry.
   *
   * @param content exactly {@code entry.size()} bytes, or fewer if the file shrank meanwhile, which
   *     is an error
   */
  void add(TarEntry entry, InputStream content) throws IOException {
    ByteArrayOutputStream pax = new ByteArrayOutputStream();
    byte[] name = PathBytes.encode(entry.name());
    byte[] link = PathBytes.encode(entry.linkName());
    long uid = Integer.toUnsignedLong(entry.uid());
    long gid = Integer.toUnsignedLong(entry.gid());
    record(pax, "path", name, name.length > MAX_NAME);
    record(pax, "linkpath", link, link.length > MAX_NAME);
    record(pax, "uid", ascii(uid), uid > MAX_OCTAL_7);
    record(pax, "gid", ascii(gid), gid > MAX_OCTAL_7);
    record(pax, "size", ascii(entry.size()), entry.size() > MAX_OCTAL_11);
    record(
        pax,
        "mtime",
        mtime(entry),
        entry.mtimeNanos() != 0 || entry.mtimeSeconds() < 0 || entry.mtimeSeconds() > MAX_OCTAL_11);
    for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
      record(pax, "SCHILY.xattr." + xattr.getKey(), xattr.getValue(), true);
    }
    if (pax.size() > 0) {
      header(ascii("PaxHeader"), new byte[0], 'x', 0644, 0, 0, pax.size(), 0);
      out.write(pax.toByteArray());
      pad(pax.size());
    }
    header(
        name,
        link,
        entry.type(),
        entry.mode(),
        uid > MAX_OCTAL_7 ? 0 : uid,
        gid > MAX_OCTAL_7 ? 0 : gid,
        entry.size() > MAX_OCTAL_11 ? 0 : entry.size(),
        Math.clamp(entry.mtimeSeconds(), 0, MAX_OCTAL_11));
    content(entry, content);
  }

  /** Writes the end mark. */
  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  private void content(TarEntry entry, InputStream content) throws IOException {
    long left = entry.size();
    while (left > 0) {
      int n = content.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new ImageException(entry.name() + ": became shorter while it was read");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
    pad(entry.size());
  }

  private void header(
      byte[] name, byte[] link, char type, int mode, long uid, long gid, long size, long mtime)
      throws IOException {
    byte[] block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(name.length, MAX_NAME));
    octal(block, 100, 8, mode);
    octal(block, 108, 8, uid);
    octal(block, 116, 8, gid);
    octal(block, 124, 12, size);
    octal(block, 136, 12, mtime);
    block[156] = (byte) type;
    System.arraycopy(link, 0, block, 157, Math.min(link.length, MAX_NAME));
    System.arraycopy(ascii("ustar\00000"), 0, block, 257, 8);
    int sum = 8 * ' ';
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    block[155] = ' ';
    out.write(block);
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) (-size & (BLOCK - 1))]);
  }

  /** A record's length counts its own digits. */
  private static void record(ByteArrayOutputStream pax, String key, byte[] value, boolean needed)
      throws IOException {
    if (!needed) {
      return;
    }
    int rest = key.getBytes(StandardCharsets.UTF_8).length + value.length + 3; // space, =, newline
    int length = rest + 1;
    while (rest + Integer.toString(length).length() != length) {
      length = rest + Integer.toString(length).length();
    }
    pax.write((length + " " + key + "=").getBytes(StandardCharsets.UTF_8));
    pax.write(value);
    pax.write('\n');
  }

  private static byte[] mtime(TarEntry entry) {
    long seconds = entry.mtimeSeconds();
    int nanos = entry.mtimeNanos();
    String sign = "";
    if (seconds < 0) { // 1.25 before the epoch is kept as -2 s and 0.75 s
      sign = "-";
      seconds = nanos == 0 ? -seconds : -seconds - 1;
      nanos = nanos == 0 ? 0 : 1_000_000_000 - nanos;
    }
    String digits = Integer.toString(nanos);
    return ascii(
        sign + seconds + (nanos == 0 ? "" : "." + "0".repeat(9 - digits.length()) + digits));
  }

  private static void octal(byte[] block, int at, int width, long value) {
    long left = value;
    for (int i = at + width - 2; i >= at; i--) {
      block[i] = (byte) ('0' + (left & 7));
      left >>= 3;
    }
  }

  private static byte[] ascii(long number) {
    return ascii(Long.toString(number));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
