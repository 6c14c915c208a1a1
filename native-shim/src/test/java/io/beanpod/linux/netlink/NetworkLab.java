package io.beanpod.linux.netlink;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Child;
import io.beanpod.linux.Clone;
import io.beanpod.linux.CloneFlags;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.linux.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network namespace that a sleeping child holds until this is closed. */
final class NetworkLab implements AutoCloseable {
  private static final List<String> ENV = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C");
  private final Child holder;

  private NetworkLab(Child holder) {
    this.holder = holder;
  }

  static NetworkLab make() throws IOException {
    assumeTrue(Processes.isRoot(), "needs root: network namespaces");
    SyscallProgram p = new SyscallProgram();
    p.execveFirst(List.of("/bin/sleep", "/usr/bin/sleep"), List.of("sleep", "1000"), ENV);
    return new NetworkLab(Clone.spawn(p, CloneFlags.NEWNET, Optional.empty()));
  }

  Fd network() throws IOException {
    return Fd.open("/proc/" + holder.pid() + "/ns/net", Fd.O_RDONLY, 0);
  }

  Netlink netlink() throws IOException {
    try (Fd network = network()) {
      return Netlink.open(network);
    }
  }

  /** What iproute2 says in there: the independent witness. */
  String ip(String... arguments) throws IOException {
    return run("ip", arguments);
  }

  /** The same of queues. */
  String tc(String... arguments) throws IOException {
    return run("tc", arguments);
  }

  private String run(String program, String... arguments) throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin/nsenter")), "needs nsenter, of util-linux");
    assumeTrue(Files.exists(Path.of("/usr/sbin", program)), "needs " + program + ", of iproute2");
    List<String> command =
        new ArrayList<>(List.of("nsenter", "-n", "-t", holder.pid() + "", program));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    try (Fd pidfd = holder.pidfd()) {
      Processes.signal(pidfd, Processes.SIGKILL);
      Waiting.reap(holder);
    }
  }
}
