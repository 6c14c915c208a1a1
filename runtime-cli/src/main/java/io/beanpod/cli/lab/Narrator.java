package io.beanpod.cli.lab;

import io.beanpod.cli.Failure;
import io.beanpod.cli.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a lab does: words, then the command that anybody could type, then what it prints.
 * Everything is flushed as it is told, since a lab takes its time.
 */
public final class Narrator {
  private static final int WIDTH = 80;
  private static final String BOLD = "\033[1m";
  private static final String CYAN = "\033[36m";
  private static final String PLAIN = "\033[0m";

  /** Runs one command line of {@code beanpod} in this process. */
  @FunctionalInterface
  public interface Cli {
    /** The exit status; messages have been printed. */
    int run(List<String> words);
  }

  private final Output out;
  private final Cli cli;
  private final String namespace;
  private final Optional<String> root;
  private final boolean colour;
  private int titles;

  /**
   * A narrator.
   *
   * @param namespace that of the lab's pods, which {@code cli} knows
   * @param root what {@code --root} says, if it was given
   * @param colour whether escape sequences are understood and wanted
   */
  public Narrator(Output out, Cli cli, String namespace, Optional<String> root, boolean colour) {
    this.out = out;
    this.cli = cli;
    this.namespace = namespace;
    this.root = root;
    this.colour = colour;
  }

  /** Begins a numbered part. */
  void title(String title) {
    titles++;
    String line = "== " + titles + ". " + title;
    print("\n" + (colour ? BOLD + line + PLAIN : line) + "\n");
  }

  /** A paragraph, broken into lines. */
  void say(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append('\n');
        column = 0;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    print(lines.append('\n').toString());
  }

  /** The command line that what follows is the output of. */
  void command(String line) {
    print(colour ? CYAN + "$ " + line + PLAIN + "\n" : "$ " + line + "\n");
  }

  /** Text as it is, of whole lines. */
  void print(String text) {
    out.print(text).flush();
  }

  /** Shows a file. */
  void cat(Path file) throws IOException {
    command("cat " + file);
    print(Files.readString(file, StandardCharsets.UTF_8));
  }

  /** A command line about the lab's pods, as it is typed. */
  String line(String... words) {
    StringBuilder line = new StringBuilder("beanpod");
    if (root.isPresent()) {
      line.append(" --root ").append(Shell.quoted(root.get()));
    }
    if (!namespace.equals("default")) {
      line.append(" -n ").append(namespace);
    }
    for (String word : words) {
      line.append(' ').append(Shell.quoted(word));
    }
    return line.toString();
  }

  /**
   * Shows a command about the lab's pods and runs it.
   *
   * @throws Failure where it does not succeed
   */
  void beanpod(String... words) {
    String line = line(words);
    command(line);
    int status = cli.run(List.of(words));
    if (status != 0) {
      throw new Failure("'" + line + "' ended with status " + status);
    }
  }
}
