package io.beanpod.cgroup;

/**
 * Bytes read from and written to block devices, of all devices together: so far, or per second.
 * What the page cache answers, or has not written back yet, is not in it.
 */
public record IoBytes(long read, long written) {
  public static final IoBytes ZERO = new IoBytes(0, 0);

  public IoBytes plus(IoBytes other) {
    return new IoBytes(read + other.read, written + other.written);
  }
}
