package io.beanpod.cli.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same orphans twice: under a process 1 that reaps them, and under one that does not. */
final class PauseLab {
  private static final String OWN = "lab-pause-own";
  private static final String SHARED = "lab-pause-shared";
  private static final String CONTAINER = "app";
  private static final Path PROC = Path.of("/proc");
  private static final int ORPHANS = 3;

  private final Stage stage;
  private final Narrator tell;
  private final Zombies zombies = new Zombies(PROC);

  PauseLab(Stage stage) {
    this.stage = stage;
    tell = stage.narrator();
  }

  void run() throws IOException {
    tell.title("The same container in two pods");
    tell.say(
        "It leaves three orphans: processes whose parent has ended, and which end themselves after"
            + " a second. The kernel gives an orphan to process 1 of its PID namespace, who has to"
            + " ask for its exit status (wait(2)). Until then it is a zombie.");
    stage.apply("pause", OWN, SHARED);

    tell.title("Process 1 is the container's own: sleep, which never waits for anybody");
    int own = stage.pid(OWN, CONTAINER);
    stage.await("three orphans have ended", () -> zombies.of(own).size() == ORPHANS);
    tell.beanpod("exec", OWN, "--", "ps", "-o", "pid,ppid,stat,comm");
    tell.say("Z is a zombie. On the host, each of them:");
    List<Integer> pids = zombies.of(own);
    ProcStatus states = new ProcStatus(PROC, "State");
    tell.command(states.command(pids));
    tell.print(states.grep(pids));
    tell.cat(stage.files(OWN, CONTAINER).file("pids.current"));
    tell.say(
        "A zombie has no memory and no open file any more, but it keeps its process id, and counts"
            + " against the pids limit, for as long as process 1 lives.");

    tell.title("Process 1 is the pause: shareProcessNamespace");
    ControlFiles shared = stage.files(SHARED, CONTAINER);
    Path current = shared.file("pids.current");
    // The shell makes them all before it becomes sleep.
    Path name = PROC.resolve(Integer.toString(stage.pid(SHARED, CONTAINER))).resolve("comm");
    stage.await(
        "the pause has reaped the orphans",
        () -> Files.readString(name).equals("sleep\n") && ControlFiles.number(current) == 1);
    tell.beanpod("exec", SHARED, "--", "ps", "-o", "pid,ppid,stat,comm");
    tell.cat(current);
    tell.say(
        "The same program, and no zombie: its orphans became children of the pause, which waits for"
            + " every child. It is one of the two things that a pause is for; the other is to hold"
            + " the namespaces (beanpod lab namespaces).");
  }
}
