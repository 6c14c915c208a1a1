package io.beanpod.image;

/**
 * What one layer may ask for, so that a few kilobytes of archive can't fill a disk.
 *
 * @param entries entries in the archive; the largest public images have about 300,000 files
 * @param bytes unpacked content in bytes
 */
record LayerLimits(long entries, long bytes) {
  /** A million entries, 64 GiB. */
  static final LayerLimits STANDARD = new LayerLimits(1_000_000, 64L << 30);

  /** Directories below each other. */
  static final int DEPTH = 256;

  /** Bytes of a name: with the layer's own path before it, it stays below PATH_MAX (4096). */
  static final int NAME = 3000;
}
