package io.beanpod.image;

import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file that was opened relative to a directory. Owns the descriptor. */
final class FdInputStream extends InputStream {
  private final Fd fd;
  private final NativeBuffer buffer;
  private int at;
  private int filled;
  private boolean open = true;

  FdInputStream(Fd fd, int bufferSize) {
    this.fd = fd;
    this.buffer = new NativeBuffer(bufferSize);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == filled) {
      at = 0;
      filled = fd.read(buffer);
    }
    if (filled <= 0) {
      filled = 0;
      return -1;
    }
    int n = Math.min(length, filled - at);
    buffer.copyTo(at, target, from, n);
    at += n;
    return n;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      buffer.close();
      fd.close();
    }
  }
}
