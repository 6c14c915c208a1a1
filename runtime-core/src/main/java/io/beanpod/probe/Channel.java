package io.beanpod.probe;

/** Bytes to and from the other side, in the clear or not. */
interface Channel extends AutoCloseable {
  /**
   * Reads what there is, waiting for at least one byte.
   *
   * @return how many; -1 at the end
   * @throws NetException if the deadline passes or the connection breaks
   */
  int read(byte[] to, int offset, int length) throws NetException;

  /** Writes all of it. */
  void write(byte[] from, int offset, int length) throws NetException;

  @Override
  void close();
}
