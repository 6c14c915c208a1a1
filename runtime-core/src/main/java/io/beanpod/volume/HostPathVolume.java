package io.beanpod.volume;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.SyscallException;
import io.beanpod.model.HostPathVolumeSource;
import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * {@code hostPath}: whatever the path leads to on the host, looked up anew for each start.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/hostpath/host_path.go">pkg/volume/hostpath</a>
 */
final class HostPathVolume implements PodVolume {
  private final String path;
  private final HostPathVolumeSource.Type type;

  HostPathVolume(String path, HostPathVolumeSource.Type type) {
    this.path = path;
    this.type = type;
  }

  /** That of a PersistentVolume, which is checked already. */
  static HostPathVolume of(Map<String, Object> source) {
    String type = Json.string(source.get("type"));
    return new HostPathVolume(
        Json.string(source.get("path")),
        type.isEmpty() ? HostPathVolumeSource.Type.Unset : HostPathVolumeSource.Type.valueOf(type));
  }

  @Override
  public void setUp() throws IOException {
    Optional<FileStat> found = stat();
    if (found.isEmpty()
        && (type == HostPathVolumeSource.Type.DirectoryOrCreate
            || type == HostPathVolumeSource.Type.Unset)) {
      // Without a type it is the container runtime that makes it.
      Files.createDirectories(Path.of(path));
    } else if (found.isEmpty() && type == HostPathVolumeSource.Type.FileOrCreate) {
      Fd.open(path, Fd.O_RDWR | Fd.O_CREAT, 0644).close();
    } else if (type != HostPathVolumeSource.Type.Unset) {
      String wanted = wanted(found.isEmpty() ? 0 : found.get().type());
      if (!wanted.isEmpty()) {
        throw new IOException("hostPath type check failed: " + path + " is not a " + wanted);
      }
    }
  }

  /** What it should be; empty if it is that. */
  private String wanted(int found) {
    return switch (type) {
      case Unset -> "";
      case DirectoryOrCreate, Directory -> found == FileStat.S_IFDIR ? "" : "directory";
      case FileOrCreate, File -> found == FileStat.S_IFREG ? "" : "file";
      case Socket -> found == FileStat.S_IFSOCK ? "" : "socket file";
      case CharDevice -> found == FileStat.S_IFCHR ? "" : "character device";
      case BlockDevice -> found == FileStat.S_IFBLK ? "" : "block device";
    };
  }

  private Optional<FileStat> stat() throws SyscallException {
    try (Fd found = open()) {
      return Optional.of(FileStat.of(found));
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Fd open() throws SyscallException {
    return Fd.open(path, Fd.O_PATH, 0);
  }
}
