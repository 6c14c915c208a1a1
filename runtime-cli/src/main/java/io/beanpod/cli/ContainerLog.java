package io.beanpod.cli;

import io.beanpod.cli.logs.LogFiles;
import io.beanpod.model.Json;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The log file of one start of a container.
 *
 * @param files all logs of the container
 * @param attempt the file's number
 */
record ContainerLog(String container, LogFiles files, int attempt) {

  /**
   * The log to print: that of the newest start, or of the one before.
   *
   * @throws Failure where there is none
   */
  static ContainerLog of(Context context, StoredPod pod, String container, boolean previous)
      throws IOException {
    Path logs = context.root().podLogs(pod.namespace(), pod.name(), pod.uid());
    LogFiles files = new LogFiles(logs.resolve(container));
    OptionalInt newest = files.newest();
    Map<String, Object> state = Json.object(pod.containerStatus(container).get("state"));
    if (previous) {
      // While a restart is waited for, the start that ended last is the previous one.
      int attempt = newest.orElse(-1) - (state.containsKey("waiting") ? 0 : 1);
      if (!files.exists(attempt)) {
        throw new Failure(
            "previous terminated container \""
                + container
                + "\" in pod \""
                + pod.name()
                + "\" not found");
      }
      return new ContainerLog(container, files, attempt);
    }
    if (newest.isEmpty()) {
      String reason = Json.string(Json.at(state, "waiting", "reason"));
      throw new Failure(
          "container \""
              + container
              + "\" in pod \""
              + pod.name()
              + "\" "
              + (reason.isEmpty() ? "has no log in " + logs : "is waiting to start: " + reason));
    }
    return new ContainerLog(container, files, newest.getAsInt());
  }

  Path file() {
    return files.file(attempt);
  }

  /** Whether nothing more will be written: the container ended, or was started anew. */
  boolean isOver(StoredPod pod) {
    Map<String, Object> state = Json.object(pod.containerStatus(container).get("state"));
    return !pod.pauseAlive() || !state.containsKey("running") || files.exists(attempt + 1);
  }
}
