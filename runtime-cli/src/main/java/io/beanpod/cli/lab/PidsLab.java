package io.beanpod.cli.lab;

import java.io.IOException;
import java.nio.file.Path;

/** A fork bomb of a thousand tries, in a pod that may have 64 processes. */
final class PidsLab {
  private static final String POD = "lab-pids";
  private static final String NEIGHBOUR = "lab-pids-neighbour";
  private static final String BOMB =
      "BEGIN { for (n = 0; n < 1000; n++) if (system(\"exec >/dev/null 2>&1; sleep 1000 &\")) no++;"
          + " print no \" of 1000 were refused\" }";

  private final Stage stage;
  private final Narrator tell;

  PidsLab(Stage stage) {
    this.stage = stage;
    tell = stage.narrator();
  }

  void run() throws IOException {
    tell.title("A pod that may have 64 processes, and its neighbour");
    stage.apply("pids", POD, NEIGHBOUR);
    ControlFiles files = stage.cgroupFiles(stage.runtime(POD).cgroup() + "/containers");
    Path max = files.file("pids.max");
    Path current = files.file("pids.current");

    tell.title("The limit is a number in a file, and so is the count");
    tell.cat(max);
    tell.cat(current);
    tell.say(
        "It holds for all containers of the pod together, as the kubelet's podPidsLimit does."
            + " Threads count like processes. The pause has a cgroup of its own beside this one.");

    tell.title("The bomb");
    tell.say("A thousand processes in the background, or as many as there may be:");
    tell.beanpod("exec", POD, "--", "awk", BOMB);
    tell.cat(current);
    tell.say(
        "From now on fork(2) fails with EAGAIN in this pod: it is full, but for what ended with awk.");
    Path events = files.file("pids.events");
    tell.cat(events);
    if (ControlFiles.number(events, "max") == 0) {
      Path own = stage.files(POD, "app").file("pids.events");
      tell.cat(own);
      tell.say(
          "This kernel counts a refusal in the cgroup of the process that wanted to fork, the"
              + " container's, as v1 does, and v2 did before Linux 6.11.");
    } else {
      tell.say("This kernel counts a refusal where the limit is, as v2 does since Linux 6.11.");
    }

    tell.title("The neighbour has not noticed");
    tell.beanpod(
        "exec", NEIGHBOUR, "--", "sh", "-c", "for i in 1 2 3; do sleep 0 & done; wait; echo fine");
    tell.beanpod("get", "pods", POD, NEIGHBOUR);
    tell.say(
        "Nor has the host, which would have been out of process ids some day. To delete the pod"
            + " kills all in its cgroup at once:");
  }
}
