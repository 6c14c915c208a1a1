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
 * delete SECONDS LF       stop the containers within SECONDS, then remove the pod
 * update LENGTH LF PLAN   the pod is this one now; a plan as {@link PlanCodec} writes it
 * condition LENGTH LF TYPE LF STATUS LF REASON LF MESSAGE
 *                         one of status.conditions that is not the kubelet's
 * attach CONTAINER LF     see AttachPoint; the connection stays open on both sides
 * </pre>
 *
 * LENGTH is that of all that follows its line, in bytes.
 */
sealed interface ControlRequest {
  /** Longer than any first line, so that its end need not be looked for in what follows. */
  int MAX_LINE = 128;

  /** In bytes: twice what etcd, and so a Kubernetes API server, takes of one object by default. */
  int MAX_LENGTH = 3 << 20;

  /**
   * Stop within that time, then remove the pod.
   *
   * @param graceSeconds at least 0
   */
  record Delete(int graceSeconds) implements ControlRequest {}

  /** Pass the descriptors of that container's standard streams. */
  record Attach(String container) implements ControlRequest {}

  /** The pod as it is from now on. */
  record Update(PodPlan plan) implements ControlRequest {}

  /**
   * A condition of the pod.
   *
   * @param status True, False or Unknown
   */
  record Condition(String type, String status, String reason, String message)
      implements ControlRequest {}

  /**
   * How long the whole request is.
   *
   * @param start what has come of it
   * @return in bytes; -1 while the first line has not come to its end
   * @throws IOException if this can't become a request
   */
  static int length(byte[] start) throws IOException {
    int newline = newline(start, 0, Math.min(start.length, MAX_LINE));
    if (newline < 0) {
      if (start.length >= MAX_LINE) {
        throw new IOException("unknown request: its first line is too long");
      }
      return -1;
    }
    String line = new String(start, 0, newline, StandardCharsets.UTF_8);
    boolean more = line.startsWith("update ") || line.startsWith("condition ");
    int rest = more ? number(line) : 0;
    if (rest > MAX_LENGTH) {
      throw new IOException("the request has " + rest + " bytes, more than " + MAX_LENGTH);
    }
    return newline + 1 + rest;
  }

  /**
   * A whole request.
   *
   * @throws IOException saying what is wrong with it
   */
  static ControlRequest parse(byte[] request) throws IOException {
    int newline = newline(request, 0, request.length);
    int end = newline < 0 ? request.length : newline;
    String line = new String(request, 0, end, StandardCharsets.UTF_8);
    byte[] rest = Arrays.copyOfRange(request, Math.min(end + 1, request.length), request.length);
    if (line.startsWith("delete ")) {
      return new Delete(number(line));
    }
    if (line.startsWith("update ")) {
      return new Update(PlanCodec.decode(rest));
    }
    if (line.startsWith("condition ")) {
      return condition(rest);
    }
    if (line.startsWith("attach ")) {
      return new Attach(line.substring("attach ".length()));
    }
    throw new IOException("unknown request: \"" + line + "\"");
  }

  private static Condition condition(byte[] rest) throws IOException {
    int type = newline(rest, 0, rest.length);
    int status = newline(rest, type + 1, rest.length);
    int reason = newline(rest, status + 1, rest.length);
    if (type < 0 || status < 0 || reason < 0) {
      throw new IOException(
          "condition: type, status, reason and message have to follow, a line each");
    }
    String text = new String(rest, type + 1, status - type - 1, StandardCharsets.UTF_8);
    if (!text.equals("True") && !text.equals("False") && !text.equals("Unknown")) {
      throw new IOException(
          "condition: its status is True, False or Unknown, not \"" + text + "\"");
    }
    return new Condition(
        new String(rest, 0, type, StandardCharsets.UTF_8),
        text,
        new String(rest, status + 1, reason - status - 1, StandardCharsets.UTF_8),
        new String(rest, reason + 1, rest.length - reason - 1, StandardCharsets.UTF_8));
  }

  private static int newline(byte[] bytes, int from, int to) {
    for (int i = Math.max(0, from); i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static int number(String line) throws IOException {
    try {
      int number = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("\"" + line + "\": a number of at least 0 belongs behind it", e);
    }
    throw new IOException("\"" + line + "\": a number of at least 0 belongs behind it");
  }
}
