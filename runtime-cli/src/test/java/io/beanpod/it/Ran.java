package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command that has ended.
 *
 * @param command its words, for messages
 * @param status its exit status
 * @param bytes what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Ran(List<String> command, int status, byte[] bytes, String err) {

  /** Standard output as text. */
  String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Fails the test unless the command succeeded; gives its standard output. */
  String ok() {
    assertThat(status).as("exit status; %s", this).isZero();
    return out();
  }

  /** Fails the test unless the command failed and said why in one line; gives that line. */
  String oneLine() {
    assertThat(status).as("exit status; %s", this).isNotZero();
    assertThat(err.lines()).as("lines on standard error; %s", this).hasSize(1);
    assertThat(err).as("%s", this).doesNotContain("Exception").doesNotContain("null");
    return err.strip();
  }

  @Override
  public String toString() {
    String text = out();
    return String.join(" ", command)
        + "\nstatus "
        + status
        + "\nout: "
        + (text.length() > 4000 ? text.substring(0, 4000) + "…" : text)
        + "\nerr: "
        + err;
  }
}
