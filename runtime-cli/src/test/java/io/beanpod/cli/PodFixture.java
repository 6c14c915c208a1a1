package io.beanpod.cli;

import io.beanpod.store.Root;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pods in a root of their own, whose pause is this very process, and commands that look at them.
 */
final class PodFixture {
  final Root root;

  PodFixture(Path dir) {
    this.root = Root.below(dir);
  }

  /** What a command printed and returned. */
  record Result(int status, String out, String err) {}

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] all = new String[args.length + 2];
    all[0] = "--root";
    all[1] = root.base().toString();
    System.arraycopy(args, 0, all, 2, args.length);
    int status = Main.run(new Output(out), Output.ofMessages(err), all);
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A running pod with the containers web and side; the pause's start time can be wrong. */
  void pod(String namespace, String name, boolean pauseAlive) throws IOException {
    String uid = "uid-" + namespace + "-" + name;
    Path pod = Files.createDirectories(root.pod(uid));
    Files.writeString(
        pod.resolve("pod.json"),
        resource("running.json")
            .replace("NAME", name)
            .replace("SPACE", namespace)
            .replace("UID", uid));
    long pid = ProcessHandle.current().pid();
    String stat = Files.readString(Path.of("/proc/self/stat"));
    long startTime = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    Files.writeString(
        pod.resolve("runtime.json"),
        resource("runtime.json")
            .replace("\"PID\"", Long.toString(pid))
            .replace("\"TICKS\"", Long.toString(pauseAlive ? startTime : startTime - 1))
            .replace("NAME", name)
            .replace("UID", uid));
    Path link = root.name(namespace, name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of("../../pods").resolve(uid));
  }

  /** Changes a pod's file. */
  void edit(String namespace, String name, String from, String to) throws IOException {
    Path file = root.pod("uid-" + namespace + "-" + name).resolve("pod.json");
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(from + " is not in " + text);
    }
    Files.writeString(file, text.replace(from, to));
  }

  void log(String namespace, String name, String container, int number, String text)
      throws IOException {
    Path dir = root.podLogs(namespace, name, "uid-" + namespace + "-" + name).resolve(container);
    Files.createDirectories(dir);
    Files.writeString(dir.resolve(number + ".log"), text);
  }

  private static String resource(String name) throws IOException {
    try (var in = PodFixture.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
