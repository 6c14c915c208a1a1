package io.beanpod.network;

import io.beanpod.linux.netlink.ListeningSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which process has a socket: found by its links {@code /proc/PID/fd/N -> socket:[INODE]}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html">proc_pid_fd(5)</a>.
 */
public final class SocketOwners {
  private static final String SOCKET = "socket:[";

  private final Path proc;
  private final Set<Long> wanted = new HashSet<>();
  private final Map<Long, Owner> owners = new HashMap<>();

  /**
   * A process that has a socket.
   *
   * @param container the pod's container that it belongs to; empty for one outside of the pod
   * @param pid in the PID namespace of {@code /proc}
   * @param command its {@code comm}: up to 15 bytes
   */
  public record Owner(String container, int pid, String command) {}

  /**
   * Knows of no process yet.
   *
   * @param proc where {@code proc} is mounted
   * @param sockets whose owners are asked for: nothing is kept of any other, and processes may have
   *     very many
   */
  public SocketOwners(Path proc, List<ListeningSocket> sockets) {
    this.proc = proc;
    for (ListeningSocket socket : sockets) {
      wanted.add(socket.inode());
    }
  }

  /** Looks at processes of a container. Of several that share a socket, the first one counts. */
  public void add(String container, List<Integer> pids) throws IOException {
    for (int pid : pids) {
      if (owners.size() == wanted.size()) {
        return;
      }
      Path process = proc.resolve(pid + "");
      try {
        look(container, pid, process);
      } catch (IOException e) {
        if (Files.exists(process)) { // else it has ended meanwhile
          throw e;
        }
      }
    }
  }

  /**
   * Looks at all processes there are, as those of no container, until each of these sockets has an
   * owner. Of those that this process may not look into, the sockets stay without one.
   */
  public void addOthersFor(List<ListeningSocket> sockets) throws IOException {
    if (!missing(sockets)) {
      return;
    }
    List<Integer> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (Character.isDigit(name.charAt(0))) {
          pids.add(Integer.parseInt(name));
        }
      }
    }
    Collections.sort(pids);
    for (int i = 0; i < pids.size() && missing(sockets); i++) {
      try {
        add("", List.of(pids.get(i)));
      } catch (AccessDeniedException strongerThanThis) {
        // It has capabilities that this process lacks: ptrace(2), PTRACE_MODE_READ.
      }
    }
  }

  /** Whether one of them has no owner that is known. */
  public boolean missing(List<ListeningSocket> sockets) {
    for (ListeningSocket socket : sockets) {
      if (!owners.containsKey(socket.inode())) {
        return true;
      }
    }
    return false;
  }

  /** The process that has it, of those that were looked at. */
  public Optional<Owner> of(ListeningSocket socket) {
    return Optional.ofNullable(owners.get(socket.inode()));
  }

  private void look(String container, int pid, Path process) throws IOException {
    List<Long> inodes = sockets(process.resolve("fd"));
    if (!inodes.isEmpty()) {
      byte[] comm = Files.readAllBytes(process.resolve("comm"));
      Owner owner = new Owner(container, pid, new String(comm, StandardCharsets.UTF_8).strip());
      for (long inode : inodes) {
        owners.putIfAbsent(inode, owner);
      }
    }
  }

  private List<Long> sockets(Path descriptors) throws IOException {
    List<Long> inodes = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        String target = target(link);
        if (target.startsWith(SOCKET)) {
          long inode = Long.parseLong(target, SOCKET.length(), target.length() - 1, 10);
          if (wanted.contains(inode)) {
            inodes.add(inode);
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return inodes;
  }

  private static String target(Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    }
  }
}
