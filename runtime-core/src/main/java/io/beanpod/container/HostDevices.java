package io.beanpod.container;

import io.beanpod.linux.At;
import io.beanpod.linux.Dirents;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.SyscallProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The devices of the host, which a privileged container has in its own {@code /dev}: as nodes, so
 * that what the container does to the directory stays there.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mknod.2.html">mknod(2)</a>
 */
public final class HostDevices {
  /** What every container has, or what is the host's alone. */
  private static final Set<String> OWN =
      Set.of(
          "console", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr",
          "stdin", "stdout", "tty", "urandom", "zero");

  private static final int BUFFER = 4096;

  /**
   * A directory or a device node below {@code /dev}.
   *
   * @param path relative to it; a directory comes before what is in it
   */
  public record Device(String path, FileStat stat) {}

  private HostDevices() {}

  /** Those of this mount namespace. */
  static List<Device> list() throws SyscallException {
    List<Device> devices = new ArrayList<>();
    try (Fd dev = Fd.open("/dev", Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
      collect(dev, "", devices);
    }
    return devices;
  }

  /** Symlinks are left out, sockets and pipes too. */
  private static void collect(Fd dir, String prefix, List<Device> devices) throws SyscallException {
    try (Dirents names = new Dirents(dir, BUFFER)) {
      for (Optional<String> next = names.next(); next.isPresent(); next = names.next()) {
        String name = next.get();
        Optional<FileStat> stat = FileStat.of(dir, name);
        if (stat.isEmpty() || (prefix.isEmpty() && OWN.contains(name))) {
          continue;
        }
        int type = stat.get().type();
        if (stat.get().isDirectory()) {
          devices.add(new Device(prefix + name, stat.get()));
          try (Fd below =
              At.openat2(dir, name, Fd.O_RDONLY | Fd.O_DIRECTORY, 0, Resolve.NO_SYMLINKS)) {
            collect(below, prefix + name + "/", devices);
          }
        } else if (type == FileStat.S_IFCHR || type == FileStat.S_IFBLK) {
          devices.add(new Device(prefix + name, stat.get()));
        }
      }
    }
  }

  static void make(SyscallProgram p, Result dev, List<Device> devices) {
    for (Device device : devices) {
      FileStat stat = device.stat();
      if (stat.isDirectory()) {
        p.mkdirat(dev, device.path(), stat.mode() & 07777);
      } else {
        p.mknodat(dev, device.path(), stat.mode(), stat.rdevMajor(), stat.rdevMinor());
      }
      if (stat.uid() != 0 || stat.gid() != 0) {
        p.fchownat(dev, device.path(), stat.uid(), stat.gid());
      }
    }
  }
}
