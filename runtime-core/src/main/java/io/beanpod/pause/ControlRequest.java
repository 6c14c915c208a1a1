package io.beanpod.pause;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the command line may ask of a pause:
 *
 * <pre>
 * delete SECONDS LF               stop the containers within SECONDS, then remove the pod
 * update LENGTH LF JSON LF JSON   the object's metadata and spec are now these; LENGTH is that of
 *                                 both and the LF between them, in bytes
 * attach CONTAINER LF             see AttachPoint; the connection stays open on both sides
 * </pre>
 */
sealed interface ControlRequest {
  /** Longer than any first line, so that its end need not be looked for in what follows. */
  int MAX_LINE = 128;

  /** In bytes: what etcd, and so a Kubernetes API server, takes of one object by default. */
  int MAX_LENGTH = 3 << 19;

  /**
   * Stop within that time, then remove the pod.
   *
   * @param graceSeconds at least 0
   */
  record Delete(int graceSeconds) implements ControlRequest {}

  /** Pass the descriptors of that container's standard streams. */
  record Attach(String container) implements ControlRequest {}

  /** The object's metadata and spec, each a JSON object. */
  record Update(String metadata, String spec) implements ControlRequest {}

  /**
   * How long the whole request is.
   *
   * @param start what has come of it
   * @param length how many bytes of {@code start} that is
   * @return in bytes; -1 while the first line has not come to its end
   * @throws IOException if this can't become a request
   */
  static int length(byte[] start, int length) throws IOException {
    int newline = -1;
    for (int i = 0; i < Math.min(length, MAX_LINE) && newline < 0; i++) {
      newline = start[i] == '\n' ? i : -1;
    }
    if (newline < 0) {
      if (length >= MAX_LINE) {
        throw new IOException("unknown request: its first line is too long");
      }
      return -1;
    }
    String line = new String(start, 0, newline, StandardCharsets.UTF_8);
    int rest = line.startsWith("update ") ? number(line, "update ") : 0;
    if (rest > MAX_LENGTH) {
      throw new IOException("the object has " + rest + " bytes, more than " + MAX_LENGTH);
    }
    return newline + 1 + rest;
  }

  /**
   * A whole request.
   *
   * @throws IOException saying what is wrong with it
   */
  static ControlRequest parse(String text) throws IOException {
    int newline = text.indexOf('\n');
    String line = newline < 0 ? text : text.substring(0, newline);
    if (line.startsWith("delete ")) {
      return new Delete(number(line, "delete "));
    }
    if (line.startsWith("update ")) {
      int second = text.indexOf('\n', newline + 1);
      if (newline < 0 || second < 0) {
        throw new IOException("update: two lines have to follow, of metadata and of the spec");
      }
      return new Update(text.substring(newline + 1, second), text.substring(second + 1));
    }
    if (line.startsWith("attach ")) {
      return new Attach(line.substring("attach ".length()));
    }
    throw new IOException("unknown request: \"" + line + "\"");
  }

  private static int number(String line, String verb) throws IOException {
    try {
      int number = Integer.parseInt(line.substring(verb.length()));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("\"" + line + "\": a number of at least 0 belongs behind it", e);
    }
    throw new IOException("\"" + line + "\": a number of at least 0 belongs behind it");
  }
}
