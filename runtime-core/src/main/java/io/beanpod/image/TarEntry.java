package io.beanpod.image;

import java.util.Map;

/**
 * One entry of a tar archive, with what PAX and GNU extensions say of it.
 *
 * @param name as in the archive, not checked; {@link io.beanpod.linux.PathBytes} form
 * @param type the header's type flag, {@code '0'} for a regular file
 * @param mode permissions, 07777 at most
 * @param size of the content in bytes, holes of a sparse file included
 * @param linkName target of a hard or symbolic link, else empty
 * @param xattrs extended attributes by name
 */
record TarEntry(
    String name,
    char type,
    int mode,
    int uid,
    int gid,
    long size,
    long mtimeSeconds,
    int mtimeNanos,
    String linkName,
    int devMajor,
    int devMinor,
    Map<String, byte[]> xattrs) {
  static final char REGULAR = '0';
  static final char HARD_LINK = '1';
  static final char SYMLINK = '2';
  static final char CHARACTER_DEVICE = '3';
  static final char BLOCK_DEVICE = '4';
  static final char DIRECTORY = '5';
  static final char FIFO = '6';

  boolean isDirectory() {
    return type == DIRECTORY;
  }
}
