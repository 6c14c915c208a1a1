package io.beanpod.network.cni;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.store.CorruptState;
import io.beanpod.store.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plugins of a network, called in their order for one pod.
 *
 * @see <a href="https://www.cni.dev/docs/spec/#section-2-execution-protocol">Sections 2 and 3</a>
 */
final class Chain {
  /** Characters of a plugin's message that are shown. */
  private static final int MOST_REASON = 1000;

  private final Attachment attachment;
  private final Path netns;
  private final PodLock lock;
  private final Duration patience;

  /**
   * For one pod.
   *
   * @param netns the file that the pod's network namespace is bound on
   * @param lock on the pod
   * @param patience how long each plugin may take
   */
  Chain(Attachment attachment, Path netns, PodLock lock, Duration patience) {
    this.attachment = attachment;
    this.netns = netns;
    this.lock = lock;
    this.patience = patience;
  }

  /**
   * Connects the pod.
   *
   * @return the result of the last plugin, which each has got from the one before it
   */
  Map<String, Object> add() throws IOException {
    Optional<Map<String, Object>> result = Optional.empty();
    for (Map<String, Object> plugin : attachment.list().plugins()) {
      String out = call("ADD", plugin, result);
      try {
        Path source = Path.of(type(plugin));
        result = Optional.of(JsonText.object(source, out.getBytes(StandardCharsets.UTF_8)));
      } catch (CorruptState e) {
        throw failure("ADD", plugin, "its result is no JSON object: " + e.reason(), e);
      }
    }
    return result.orElseThrow();
  }

  /** Looks whether all is as it was made; an error says what is not. */
  void check() throws IOException {
    for (Map<String, Object> plugin : attachment.list().plugins()) {
      call("CHECK", plugin, attachment.result());
    }
  }

  /**
   * Disconnects the pod, from the last plugin to the first. One that fails does not keep the others
   * from cleaning up: all are called again until all have succeeded.
   */
  void delete() throws IOException {
    Optional<Map<String, Object>> result =
        attachment.list().knowsCheck() ? attachment.result() : Optional.empty();
    IOException failure = null;
    for (Map<String, Object> plugin : attachment.list().plugins().reversed()) {
      try {
        call("DEL", plugin, result);
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private String call(
      String command, Map<String, Object> plugin, Optional<Map<String, Object>> previous)
      throws IOException {
    String type = type(plugin);
    Optional<Path> program = CniDirectories.find(attachment.path(), type);
    if (program.isEmpty()) {
      throw failure(command, plugin, "no such program in " + attachment.path(), null);
    }
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("CNI_COMMAND", command);
    environment.put("CNI_CONTAINERID", attachment.uid());
    environment.put("CNI_NETNS", Bindings.isBound(netns) ? netns.toString() : "");
    environment.put("CNI_IFNAME", Attachment.INTERFACE);
    environment.put("CNI_PATH", attachment.path());
    environment.put("CNI_ARGS", attachment.args());
    PluginRun.Ended ended;
    try {
      String input = JsonWriter.compact(configuration(plugin, previous));
      ended = PluginRun.of(program.get(), environment, input, lock.fd(), patience);
    } catch (IOException e) {
      throw failure(command, plugin, e.getMessage(), e);
    }
    if (ended.status() != 0) {
      throw failure(command, plugin, line(reason(ended)), null);
    }
    return ended.out();
  }

  /** What the plugin is told: its part of the list, and what is known only now. */
  private Map<String, Object> configuration(
      Map<String, Object> plugin, Optional<Map<String, Object>> previous) {
    Map<String, Object> all = new LinkedHashMap<>(plugin);
    all.put("cniVersion", attachment.list().version());
    all.put("name", attachment.list().name());
    all.remove("capabilities");
    Map<String, Object> runtime = new LinkedHashMap<>();
    for (Map.Entry<String, Object> known : attachment.runtimeConfig().entrySet()) {
      if (NetworkList.takes(plugin, known.getKey())) {
        runtime.put(known.getKey(), known.getValue());
      }
    }
    if (!runtime.isEmpty()) {
      all.put("runtimeConfig", runtime);
    }
    if (previous.isPresent()) {
      all.put("prevResult", previous.get());
    }
    return all;
  }

  /** What a plugin prints when it fails: {@code {"code": 7, "msg": "…", "details": "…"}}. */
  private static String reason(PluginRun.Ended ended) {
    Map<String, Object> error = Map.of();
    try {
      error = JsonText.object(Path.of("error"), ended.out().getBytes(StandardCharsets.UTF_8));
    } catch (CorruptState noCniError) {
      // Then its standard error is all that there is.
    }
    String message = Json.string(error.get("msg"));
    if (message.isEmpty()) {
      List<String> lines = ended.err().lines().toList();
      String last = lines.isEmpty() ? "no message" : lines.getLast();
      return "exit status " + ended.status() + ": " + last;
    }
    String details = Json.string(error.get("details"));
    return message
        + " (code "
        + error.get("code")
        + ")"
        + (details.isEmpty() ? "" : ": " + details);
  }

  /** What a program may have said at length, or to a terminal, as a part of one line. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), MOST_REASON); i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return text.length() > MOST_REASON ? line + "…" : line.toString();
  }

  private IOException failure(
      String command, Map<String, Object> plugin, String reason, Exception cause) {
    return new IOException(
        "cni network "
            + attachment.list().name()
            + ": cni plugin "
            + type(plugin)
            + ": "
            + command
            + ": "
            + reason,
        cause);
  }

  private static String type(Map<String, Object> plugin) {
    return Json.string(plugin.get("type"));
  }
}
