package io.beanpod.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Runs programs in real children and tells what they saw. */
final class Lab {
  static final long ALL_NAMESPACES =
      CloneFlags.NEWNS
          | CloneFlags.NEWUTS
          | CloneFlags.NEWIPC
          | CloneFlags.NEWPID
          | CloneFlags.NEWNET
          | CloneFlags.NEWCGROUP;
  static final List<String> ENV = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C");

  /** Standard output and error of a child, without the last newline, and how it ended. */
  record Output(String text, Waiting.Exit exit) {}

  private Lab() {}

  static void needsRoot(String what) {
    assumeTrue(Processes.isRoot(), "needs root: " + what);
  }

  static void needsFile(String path, String why) {
    assumeTrue(Files.exists(Path.of(path)), "needs " + path + ": " + why);
  }

  /** Runs the steps, then a shell with this script. */
  static Output sh(Consumer<SyscallProgram> steps, long namespaces, String script)
      throws IOException {
    return run(steps, namespaces, "/bin/sh", "-c", script);
  }

  /** Runs the steps, then the command, whose output is collected. */
  static Output run(Consumer<SyscallProgram> steps, long namespaces, String... argv)
      throws IOException {
    Descriptors.Pair pipe = Descriptors.pipe();
    try (Fd read = pipe.first()) {
      Child child;
      try (Fd write = pipe.second()) {
        SyscallProgram p = new SyscallProgram();
        p.dup3(StepList.number(write.number()), 1);
        p.dup3(StepList.number(write.number()), 2);
        steps.accept(p);
        p.execve(argv[0], List.of(argv), ENV);
        child = Clone.spawn(p, namespaces, Optional.empty());
      }
      String text = new String(readAll(read), StandardCharsets.UTF_8);
      return new Output(text.stripTrailing(), end(child));
    }
  }

  /** A shell that runs this script while the test looks on; {@link #end} waits for it. */
  static Child start(String script) throws IOException {
    SyscallProgram p = new SyscallProgram();
    p.execve("/bin/sh", List.of("sh", "-c", script), ENV);
    return Clone.spawn(p, 0, Optional.empty());
  }

  /** A process that only a signal ends. */
  static Child sleeper() throws IOException {
    SyscallProgram p = new SyscallProgram();
    p.execveFirst(List.of("/bin/sleep", "/usr/bin/sleep"), List.of("sleep", "1000"), ENV);
    return Clone.spawn(p, 0, Optional.empty());
  }

  static Waiting.Exit end(Child child) throws IOException {
    try (Fd pidfd = child.pidfd()) {
      return Waiting.reap(child).orElseThrow(() -> new IOException("reaped by someone else"));
    }
  }

  static Waiting.Exit kill(Child child) throws IOException {
    Processes.signal(child.pidfd(), Processes.SIGKILL);
    return end(child);
  }

  static byte[] readAll(Fd fd) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (NativeBuffer buffer = new NativeBuffer(4096)) {
      for (int n = fd.read(buffer); n > 0; n = fd.read(buffer)) {
        byte[] part = new byte[n];
        buffer.copyTo(0, part, 0, n);
        all.writeBytes(part);
      }
    }
    return all.toByteArray();
  }

  /**
   * This process's descriptors of pipes, sockets, processes and events. Files are left out: the JVM
   * opens jars as it loads classes.
   */
  static TreeSet<String> descriptors() throws IOException {
    TreeSet<String> all = new TreeSet<>();
    for (String fd : new File("/proc/self/fd").list()) {
      Path link = Path.of("/proc/self/fd", fd);
      if (Files.isSymbolicLink(link)) {
        String target = Files.readSymbolicLink(link).toString();
        if (!target.startsWith("/")) {
          all.add(fd + " " + target);
        }
      }
    }
    return all;
  }

  /** Children of this process, zombies too, as {@code pid state}. */
  static List<String> children() throws IOException {
    String self = Long.toString(ProcessHandle.current().pid());
    List<String> all = new ArrayList<>();
    for (String pid : new File("/proc").list()) {
      Path stat = Path.of("/proc", pid, "stat");
      if (Character.isDigit(pid.charAt(0)) && Files.exists(stat)) {
        String[] fields = fields(stat);
        if (fields.length > 1 && fields[1].equals(self)) {
          all.add(pid + " " + fields[0]);
        }
      }
    }
    return all;
  }

  private static String[] fields(Path stat) throws IOException {
    try {
      String s = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return s.substring(s.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      if (Files.exists(stat)) {
        throw e;
      }
      return new String[0]; // it ended meanwhile
    }
  }
}
