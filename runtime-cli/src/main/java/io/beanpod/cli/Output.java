package io.beanpod.cli;

import io.beanpod.cli.text.Plain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output or standard error: UTF-8, buffered, and unlike {@code System.out} it does not
 * keep a failed write to itself.
 */
public final class Output {
  private static final int SIZE = 64 * 1024;

  private final OutputStream stream;
  private final boolean messages;
  private final byte[] buffer = new byte[SIZE];
  private int length;

  /** Writes to {@code stream}, which stays open. */
  public Output(OutputStream stream) {
    this(stream, false);
  }

  private Output(OutputStream stream, boolean messages) {
    this.stream = stream;
    this.messages = messages;
  }

  /**
   * The same for messages, which may name what a container, an image or a manifest has made up:
   * their lines can't steer the terminal that shows them.
   */
  static Output ofMessages(OutputStream stream) {
    return new Output(stream, true);
  }

  /** Prints text as it is. */
  public Output print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
    return this;
  }

  /** Prints text and ends the line. */
  public void line(String text) {
    print(messages ? Plain.lines(text) : text).print("\n");
  }

  /**
   * Writes bytes as they are.
   *
   * @throws OutputClosed where nobody takes them
   */
  public void write(byte[] bytes, int from, int count) {
    if (count > SIZE - length) {
      flush();
    }
    if (count > SIZE) {
      send(bytes, from, count);
      return;
    }
    System.arraycopy(bytes, from, buffer, length, count);
    length += count;
  }

  /**
   * Hands everything to the kernel.
   *
   * @throws OutputClosed where nobody takes it
   */
  public void flush() {
    int count = length;
    length = 0;
    send(buffer, 0, count);
  }

  private void send(byte[] bytes, int from, int count) {
    if (count == 0) {
      return;
    }
    try {
      stream.write(bytes, from, count);
    } catch (IOException e) {
      throw new OutputClosed(e);
    }
  }
}
