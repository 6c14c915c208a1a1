package io.beanpod.container;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code oom_score_adj} of a new process: -1000 is never killed for want of memory, 1000 first.
 *
 * <p>The child shares its creator's memory until the execve, and a write changes all processes that
 * share a memory; a child of vfork is the exception that the kernel makes.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html">proc_pid_oom_score_adj(5)</a>
 */
public final class OomScoreAdj {
  /** Of a pause, as the kubelet has it: below all containers. */
  public static final int PAUSE = -998;

  private static final String FILE = "oom_score_adj";

  private OomScoreAdj() {}

  /**
   * Adds the steps, which need the host's /proc. Less than the creator has, or what that had at its
   * start, takes CAP_SYS_RESOURCE: without it the score stays, and the program goes on.
   */
  public static void set(SyscallProgram p, int score) {
    String path = "/proc/self/" + FILE;
    Result file = p.openat(SyscallProgram.CWD, path, Fd.O_WRONLY, 0);
    p.tolerating(Errno.EACCES, () -> p.write(file, Integer.toString(score), path));
    p.close(file);
  }

  /** That of this process. */
  public static int own() throws IOException {
    return read("self");
  }

  /**
   * That of a process.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone
   */
  public static int of(int pid) throws IOException {
    return read(Integer.toString(pid));
  }

  private static int read(String process) throws IOException {
    Path path = Path.of("/proc", process, FILE);
    return Integer.parseInt(Files.readString(path, StandardCharsets.US_ASCII).strip());
  }
}
