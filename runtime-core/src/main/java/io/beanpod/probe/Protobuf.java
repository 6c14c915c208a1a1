package io.beanpod.probe;

/**
 * The fields of a protobuf message, one after the other.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
final class Protobuf {
  private final byte[] in;
  private int at;

  Protobuf(byte[] in) {
    this.in = in;
  }

  boolean hasMore() {
    return at < in.length;
  }

  /** A number, or the tag in front of a field. */
  long varint() throws NetException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == in.length) {
        throw invalid();
      }
      byte b = in[at++];
      value |= (long) (b & 127) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw invalid();
  }

  /** Passes over the field of that tag. */
  void skip(long tag) throws NetException {
    switch ((int) (tag & 7)) {
      case 0 -> varint();
      case 1 -> pass(8);
      case 2 -> pass(varint());
      case 5 -> pass(4);
      default -> throw invalid();
    }
  }

  private void pass(long bytes) throws NetException {
    if (bytes < 0 || bytes > in.length - at) {
      throw invalid();
    }
    at += (int) bytes;
  }

  private static NetException invalid() {
    return NetException.failed("proto: cannot parse invalid wire-format data");
  }
}
