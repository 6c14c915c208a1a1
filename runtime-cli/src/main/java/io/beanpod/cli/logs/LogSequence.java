package io.beanpod.cli.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A log with the older files that rotation made of it ({@code 0.log.20060102-150405}), read as one:
 * offsets count from the start of the oldest one that was there when it was opened.
 *
 * <p>Files are renamed and removed meanwhile. Every rotation makes a new name, so that what was
 * opened between two listings of the same names fits together; and what is open stays readable.
 */
final class LogSequence implements Closeable {
  private static final int TRIES = 100;

  /**
   * One file.
   *
   * @param start its offset in the whole
   * @param key device and inode, which a file keeps when it is renamed
   */
  private record Part(long start, FileChannel channel, Object key) {}

  private final Path log;
  private final List<Part> parts = new ArrayList<>();

  private LogSequence(Path log) {
    this.log = log;
  }

  /**
   * Opens what there is by now.
   *
   * @param log the file that is being written
   */
  static LogSequence open(Path log) throws IOException {
    LogSequence sequence = new LogSequence(log);
    sequence.addNewer();
    if (sequence.parts.isEmpty()) {
      throw new NoSuchFileException(log.toString());
    }
    return sequence;
  }

  /** The offset behind the last byte that is there. */
  long size() throws IOException {
    Part last = parts.get(parts.size() - 1);
    return last.start + last.channel.size();
  }

  /** Reads some bytes at an offset; -1 where there are none yet. */
  int read(ByteBuffer buffer, long offset) throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (i == parts.size() - 1 || offset < parts.get(i + 1).start) {
        return part.channel.read(buffer, offset - part.start);
      }
    }
    return -1;
  }

  /**
   * Goes on with the files that were begun since, if there are any, and closes those before {@code
   * offset}.
   *
   * @return whether there are any
   */
  boolean advance(long offset) throws IOException {
    Object key = parts.get(parts.size() - 1).key;
    try {
      if (key(log).equals(key)) {
        return false;
      }
    } catch (NoSuchFileException removed) {
      return false;
    }
    int before = parts.size();
    addNewer();
    boolean any = parts.size() > before;
    while (parts.size() > 1 && parts.get(1).start <= offset) {
      parts.remove(0).channel.close();
    }
    return any;
  }

  /** Adds what is newer than the last part. */
  private void addNewer() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      List<Path> names = names();
      List<Part> newer = new ArrayList<>();
      boolean whole = openNewer(names, newer) && names.equals(names());
      if (whole) {
        parts.addAll(newer);
        return;
      }
      for (Part part : newer) {
        part.channel.close();
      }
    }
    throw new IOException(log + ": is rotated faster than it can be opened; read the files there");
  }

  /** Whether none of them was gone when it was opened. */
  private boolean openNewer(List<Path> names, List<Part> newer) throws IOException {
    Object last = parts.isEmpty() ? null : parts.get(parts.size() - 1).key;
    long start = parts.isEmpty() ? 0 : size();
    try {
      int from = 0;
      for (int i = 0; i < names.size(); i++) {
        if (key(names.get(i)).equals(last)) {
          from = i + 1; // while it is being rotated, it has two names
        }
      }
      for (Path name : names.subList(from, names.size())) {
        Part part = new Part(start, FileChannel.open(name), key(name));
        if (part.key.equals(last)) {
          part.channel.close();
        } else {
          newer.add(part);
          last = part.key;
          start += part.channel.size();
        }
      }
      return true;
    } catch (NoSuchFileException rotatedMeanwhile) {
      return false;
    }
  }

  private static Object key(Path file) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(file, BasicFileAttributes.class).fileKey(), "inode");
  }

  /** The files that are there, the oldest first. */
  private List<Path> names() throws IOException {
    String name = log.getFileName().toString();
    List<Path> names = new ArrayList<>();
    boolean present = false;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(log.resolveSibling(""))) {
      for (Path file : files) {
        String other = file.getFileName().toString();
        if (other.equals(name)) {
          present = true;
        } else if (other.startsWith(name + ".")) {
          names.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      return names;
    }
    Collections.sort(names);
    if (present) {
      names.add(log);
    }
    return names;
  }

  @Override
  public void close() throws IOException {
    for (Part part : parts) {
      part.channel.close();
    }
  }
}
