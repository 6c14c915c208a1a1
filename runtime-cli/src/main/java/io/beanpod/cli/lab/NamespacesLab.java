package io.beanpod.cli.lab;

import io.beanpod.linux.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Who shares what in a pod, and what stays of it when the application dies. */
final class NamespacesLab {
  private static final String POD = "lab-namespaces";
  private static final Path PROC = Path.of("/proc");

  private final Stage stage;
  private final Narrator tell;

  NamespacesLab(Stage stage) {
    this.stage = stage;
    tell = stage.narrator();
  }

  void run() throws IOException {
    tell.title("A pod of two containers");
    stage.apply("namespaces", POD);
    int pause = stage.runtime(POD).pause().pid();
    int web = stage.pid(POD, "web");
    int app = stage.pid(POD, "app");

    tell.title("One process, many numbers");
    tell.say(
        "The pause is process 1 of the pod's PID namespace. The containers are in one below, each in"
            + " its own. NSpid has the numbers, from the host's inwards:");
    ProcStatus numbers = new ProcStatus(PROC, "NSpid");
    tell.command(numbers.command(List.of(pause, web, app)));
    tell.print(numbers.grep(List.of(pause, web, app)));

    tell.title("Who shares what");
    tell.say("Each cell is what readlink /proc/PID/ns/TYPE says:");
    tell.print(table(pause, web, app));
    tell.say(
        "net, ipc and uts are the pause's, and both containers are in them: one localhost, one"
            + " hostname. What they see of processes and files is each one's own.");

    tell.title("One localhost, one hostname");
    stage.await("the web server answers", () -> Listening.onPort(PROC, pause, 8080));
    look();

    tell.title("Kill the application");
    tell.command("kill -KILL " + app);
    Processes.kill(app, Processes.SIGKILL);
    stage.await(
        "container app runs again",
        () -> {
          Object restarts = stage.pod(POD).containerStatus("app").get("restartCount");
          return Long.valueOf(1).equals(restarts) && stage.pid(POD, "app") > 0;
        });
    tell.beanpod("get", "pod", POD);
    int reborn = stage.pid(POD, "app");
    tell.print(table(pause, web, reborn));
    tell.say(
        "The container's process is another, "
            + reborn
            + " in place of "
            + app
            + ", with new pid, mnt and cgroup namespaces. Those that it shares are the same as"
            + " before: the pause holds them, and it never ended. (A number of its own that is the"
            + " same again proves nothing: the kernel gives those of ended namespaces to new ones.)");
    look();
    tell.say("Address, hostname and the neighbour's server: nobody had to do anything for them.");
  }

  private static String table(int pause, int web, int app) throws IOException {
    return new NamespaceTable(PROC).add("pause", pause).add("web", web).add("app", app).render();
  }

  private void look() {
    tell.beanpod("exec", POD, "-c", "app", "--", "hostname");
    tell.beanpod("exec", POD, "-c", "app", "--", "ip", "-4", "-o", "address");
    tell.beanpod("exec", POD, "-c", "app", "--", "wget", "-q", "-O", "-", "http://127.0.0.1:8080/");
  }
}
