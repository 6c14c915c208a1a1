package io.beanpod.pause;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The kernel's log from now on, message by message.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/abi-testing.html">/dev/kmsg in
 *     Documentation/ABI</a>
 */
public final class KernelLog {
  private static final String FILE = "/dev/kmsg";
  private static final int LONGEST_RECORD = 8192; // PRINTK_MESSAGE_MAX rounded up
  private static final int AT_ONCE = 4096; // so that a log that is being flooded ends some time

  private final Fd log;

  /**
   * Begins behind the last message.
   *
   * @throws SyscallException where there is no such file, as in many containers, or root may not
   *     read it
   */
  public KernelLog() throws SyscallException {
    log = Fd.open(FILE, Fd.O_RDONLY | Fd.O_NONBLOCK, 0);
    try {
      log.seekToEnd();
    } catch (SyscallException e) {
      log.close();
      throw e;
    }
  }

  /** Reads what has been added; what the kernel had to overwrite meanwhile is passed over. */
  public void read(Consumer<String> reader) throws SyscallException {
    try (NativeBuffer buffer = new NativeBuffer(LONGEST_RECORD)) {
      for (int i = 0; i < AT_ONCE; i++) {
        int length;
        try {
          length = log.read(buffer);
        } catch (SyscallException e) {
          if (e.errno() == Errno.EPIPE) {
            continue; // overwritten: the next read begins with the oldest there is
          }
          throw e;
        }
        if (length <= 0) {
          return;
        }
        byte[] record = new byte[length];
        buffer.copyTo(0, record, 0, length);
        reader.accept(message(new String(record, StandardCharsets.UTF_8)));
      }
    }
  }

  /** Of {@code 6,339,5140900,-;message}, whose further lines are keys and values. */
  static String message(String record) {
    int end = record.indexOf('\n');
    return record.substring(record.indexOf(';') + 1, end < 0 ? record.length() : end);
  }
}
