package io.beanpod.pause;

import io.beanpod.pod.PlanCodec;
import io.beanpod.pod.PodPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the command line may ask of a pause:
 *
 * <pre>
 * delete SECONDS LF               stop the containers within SECONDS, then remove the pod
 * update LENGTH LF PLAN           the pod is now what this plan says, LENGTH bytes of {@link PlanCodec}
 * </pre>
 */
sealed interface ControlRequest {
  /** Longer than any first line, so that its end need not be looked for in what follows. */
  int MAX_LINE = 64;

  /**
   * In bytes: twice what etcd, and so a Kubernetes API server, takes of one object by default,
   * because a plan has it once as it is and once taken apart.
   */
  int MAX_LENGTH = 3 << 20;

  /**
   * Stop within that time, then remove the pod.
   *
   * @param graceSeconds at least 0
   */
  record Delete(int graceSeconds) implements ControlRequest {}

  /** The pod as it is to be: same uid, same name. */
  record Update(PodPlan plan) implements ControlRequest {}

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
      throw new IOException("the plan has " + rest + " bytes, more than " + MAX_LENGTH);
    }
    return newline + 1 + rest;
  }

  /**
   * A whole request.
   *
   * @throws IOException saying what is wrong with it
   */
  static ControlRequest parse(byte[] request) throws IOException {
    int end = 0;
    while (end < request.length && request[end] != '\n') {
      end++;
    }
    String line = new String(request, 0, end, StandardCharsets.UTF_8);
    if (line.startsWith("delete ")) {
      return new Delete(number(line, "delete "));
    }
    if (line.startsWith("update ")) {
      int from = Math.min(end + 1, request.length);
      return new Update(PlanCodec.decode(Arrays.copyOfRange(request, from, request.length)));
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
