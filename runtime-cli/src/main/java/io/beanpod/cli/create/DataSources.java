package io.beanpod.cli.create;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.object.DataKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data of {@code --from-file}, {@code --from-literal} and {@code --from-env-file}, by kubectl's
 * rules. No message has a value in it.
 */
public final class DataSources {
  private static final String FILE = "from-file";
  private static final String LITERAL = "from-literal";
  private static final String ENV_FILE = "from-env-file";

  private final String command;
  private final Map<String, byte[]> data = new TreeMap<>();

  private DataSources(String command) {
    this.command = command;
  }

  /** The flags. */
  public static List<Flag> flags() {
    return List.of(
        Flag.value(
            FILE,
            Flag.NO_LETTER,
            "[KEY=]FILE",
            "A file under its name, or KEY; of a directory each file; may be given again"),
        Flag.value(LITERAL, Flag.NO_LETTER, "KEY=VALUE", "A value; may be given again"),
        Flag.value(
            ENV_FILE, Flag.NO_LETTER, "FILE", "Lines of KEY=VALUE, as for a container's env"));
  }

  /**
   * What the flags say, by key.
   *
   * @throws UsageError where a flag is malformed
   * @throws Failure where a file is missing, or a key is invalid or there twice
   */
  public static Map<String, byte[]> of(String command, Arguments arguments) throws IOException {
    DataSources sources = new DataSources(command);
    List<String> envFiles = arguments.values(ENV_FILE);
    if (!envFiles.isEmpty()
        && !(arguments.values(FILE).isEmpty() && arguments.values(LITERAL).isEmpty())) {
      throw new UsageError(
          command, "from-env-file cannot be combined with from-file or from-literal");
    }
    for (String source : arguments.values(FILE)) {
      sources.file(source);
    }
    for (String source : arguments.values(LITERAL)) {
      sources.literal(source);
    }
    for (String file : envFiles) {
      sources.envFile(file);
    }
    return sources.data;
  }

  private void file(String source) throws IOException {
    int equals = source.indexOf('=');
    if (equals != source.lastIndexOf('=')) {
      throw new UsageError(command, "key names or file paths cannot contain '='");
    }
    String key = equals < 0 ? "" : source.substring(0, equals);
    String name = source.substring(equals + 1);
    if (equals == 0 || name.isEmpty()) {
      throw new UsageError(
          command,
          equals == 0
              ? "key name for file path " + name + " missing"
              : "file path for key name " + key + " missing");
    }
    Path path = Path.of(name);
    if (!Files.isDirectory(path)) {
      put(key.isEmpty() ? path.getFileName().toString() : key, read(path));
    } else if (key.isEmpty()) {
      directory(path);
    } else {
      throw new UsageError(command, "cannot give a key name for a directory path: " + source);
    }
  }

  /** Only files whose names can be keys, as kubectl does. */
  private void directory(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String key = entry.getFileName().toString();
        if (Files.isRegularFile(entry) && DataKeys.problem(key).isEmpty()) {
          put(key, read(entry));
        }
      }
    }
  }

  private void literal(String source) {
    int equals = source.indexOf('=');
    if (equals <= 0) {
      throw new UsageError(command, "invalid literal source, expected key=value");
    }
    put(source.substring(0, equals), bytes(unquoted(source.substring(equals + 1))));
  }

  /** kubectl takes all quotes from both ends. */
  private static String unquoted(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && "\"'".indexOf(value.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && "\"'".indexOf(value.charAt(end - 1)) >= 0) {
      end--;
    }
    return value.substring(start, end);
  }

  private void envFile(String file) throws IOException {
    int number = 0;
    for (String raw : new String(read(Path.of(file)), StandardCharsets.UTF_8).lines().toList()) {
      String line = raw.stripLeading();
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String key = equals < 0 ? line : line.substring(0, equals);
      if (!DataKeys.problem(key).isEmpty()) { // it may be a piece of a value of many lines
        throw new Failure(file + ": line " + number + ": not KEY=VALUE with a valid key");
      }
      // A key alone stands for the variable of the caller's own environment.
      String value =
          equals < 0 ? System.getenv().getOrDefault(key, "") : line.substring(equals + 1);
      put(key, bytes(value));
    }
  }

  private void put(String key, byte[] value) {
    String problem = DataKeys.problem(key);
    if (!problem.isEmpty()) {
      throw new Failure("\"" + key + "\" is not a valid key name: " + problem);
    }
    if (data.put(key, value) != null) {
      throw new Failure("cannot add key \"" + key + "\", another key by that name already exists");
    }
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Failure("error reading " + file + ": no such file or directory", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
