package io.beanpod.cgroup;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The pressure files of v2, which a kernel lacks that was booted with {@code psi=0}. */
final class V2Pressure {
  private static final String KEY = "some avg10=";
  private static final int SIZE = 256; // two lines of at most 90 bytes

  private V2Pressure() {}

  static Pressure of(Path directory) throws IOException {
    return new Pressure(
        some(directory, "cpu.pressure"),
        some(directory, "memory.pressure"),
        some(directory, "io.pressure"));
  }

  private static OptionalInt some(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    try (Fd fd = Fd.open(file.toString(), Fd.O_RDONLY, 0);
        NativeBuffer buffer = new NativeBuffer(SIZE)) {
      byte[] bytes = new byte[SIZE];
      int length = Math.max(0, fd.read(buffer));
      buffer.copyTo(0, bytes, 0, length);
      String content = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      return OptionalInt.of(hundredths(file, content));
    } catch (SyscallException e) {
      // Older kernels have the files with psi=0 too, and nobody can read them.
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.EOPNOTSUPP) {
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  /** Of {@code some avg10=12.34 avg60=...}: always two digits after the point. */
  private static int hundredths(Path file, String content) throws CgroupException {
    int start = KEY.length();
    int point = content.indexOf('.', start);
    if (!content.startsWith(KEY) || point < 0 || point + 3 > content.length()) {
      throw new CgroupException("cgroup: " + file + " does not begin with '" + KEY + "0.00'");
    }
    return 100 * Integer.parseInt(content, start, point, 10)
        + Integer.parseInt(content, point + 1, point + 3, 10);
  }
}
