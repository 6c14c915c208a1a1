package io.beanpod.cli.edit;

import io.beanpod.cli.Failure;
import io.beanpod.linux.IgnoredSignals;
import io.beanpod.linux.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The user's editor.
 *
 * @param command for a shell, options and all: {@code vim -n}
 */
public record Editor(String command) {
  private static final int SIGQUIT = 3;
  private static final String[] VARIABLES = {"KUBE_EDITOR", "EDITOR"};
  private static final String[] USUAL = {"vi", "nano"};

  /**
   * That of {@code KUBE_EDITOR}, else of {@code EDITOR}, else vi, else nano.
   *
   * @throws Failure where there is none
   */
  public static Editor of(Map<String, String> environment) {
    for (String variable : VARIABLES) {
      String command = environment.getOrDefault(variable, "").strip();
      if (!command.isEmpty()) {
        return new Editor(command);
      }
    }
    for (String name : USUAL) {
      for (String directory : environment.getOrDefault("PATH", "").split(":", -1)) {
        if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, name))) {
          return new Editor(name);
        }
      }
    }
    throw new Failure("edit: neither vi nor nano is there; name your editor: EDITOR=...");
  }

  /**
   * Lets the user edit a file, on this process's terminal.
   *
   * @throws Failure where the editor fails
   */
  public void open(Path file) throws IOException {
    // As git does it: the shell takes the command apart, and the file is a word of its own.
    Process process =
        new ProcessBuilder("sh", "-c", command + " \"$1\"", "edit", file.toString())
            .inheritIO()
            .start();
    int status;
    // Ctrl-C is a key of the editor's; the terminal sends it to both.
    try (IgnoredSignals ignored = new IgnoredSignals(Processes.SIGINT, SIGQUIT)) {
      status = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the editor ran", e);
    }
    if (status != 0) {
      throw new Failure(
          "there was a problem with the editor \"" + command + "\": exit status " + status);
    }
  }
}
