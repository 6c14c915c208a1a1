package io.beanpod.cli.run;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.HostPathVolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code -v HOST:CTR[:ro|rw]}: a {@code hostPath} volume and where it is mounted.
 *
 * @param host absolute, without {@code ..}
 * @param type what was there when the flag was read, so that the manifest asks for the same later
 * @param mountPath as written
 */
record BindMount(Path host, HostPathVolumeSource.Type type, String mountPath, boolean readOnly) {
  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFSOCK = 0140000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;
  private static final String READ_ONLY = "ro";

  /**
   * Reads the flag's value.
   *
   * @param directory which relative paths of the host begin at
   * @throws UsageError where it can't be meant
   * @throws Failure where the host has nothing of that path
   */
  static BindMount parse(String value, Path directory) throws IOException {
    String[] parts = value.split(":", -1);
    if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw problem(value, "use HOST:CTR or HOST:CTR:ro");
    }
    String option = parts.length == 3 ? parts[2] : "rw";
    if (!option.equals(READ_ONLY) && !option.equals("rw")) {
      throw problem(value, "unknown option \"" + option + "\"; there are ro and rw");
    }
    if (!parts[1].startsWith("/")) {
      throw problem(value, "the container's path \"" + parts[1] + "\" must begin with /");
    }
    Path host = host(value, parts[0], directory);
    return new BindMount(host, type(value, host), parts[1], option.equals(READ_ONLY));
  }

  static String flag(String value) {
    return "-v " + value;
  }

  /** {@code data} alone is a named volume elsewhere: it is not taken for a directory in silence. */
  private static Path host(String value, String path, Path directory) {
    boolean relative = path.equals(".") || path.equals("..") || path.indexOf('/') > 0;
    if (!relative && !path.startsWith("/")) {
      throw problem(
          value,
          "\""
              + path
              + "\" is not a path: write ./"
              + path
              + " for what is in this directory. Named volumes are PersistentVolumeClaims, in a"
              + " manifest");
    }
    return directory.resolve(path).normalize();
  }

  private static UsageError problem(String value, String problem) {
    return new UsageError("run", flag(value) + ": " + problem);
  }

  private static HostPathVolumeSource.Type type(String value, Path host) throws IOException {
    int mode;
    try {
      mode = (Integer) Files.getAttribute(host, "unix:mode");
    } catch (NoSuchFileException e) {
      throw new Failure(
          flag(value) + ": there is no " + host + " on this host; make it first: mkdir " + host, e);
    }
    return switch (mode & S_IFMT) {
      case S_IFDIR -> HostPathVolumeSource.Type.Directory;
      case S_IFSOCK -> HostPathVolumeSource.Type.Socket;
      case S_IFCHR -> HostPathVolumeSource.Type.CharDevice;
      case S_IFBLK -> HostPathVolumeSource.Type.BlockDevice;
      case S_IFREG -> HostPathVolumeSource.Type.File;
      default -> HostPathVolumeSource.Type.Unset;
    };
  }

  /** An element of {@code spec.volumes}. */
  Map<String, Object> volume(String name) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("path", host.toString());
    if (type != HostPathVolumeSource.Type.Unset) {
      source.put("type", type.name());
    }
    Map<String, Object> volume = new LinkedHashMap<>();
    volume.put("name", name);
    volume.put("hostPath", source);
    return volume;
  }

  /** An element of {@code volumeMounts}. */
  Map<String, Object> mount(String name) {
    Map<String, Object> mount = new LinkedHashMap<>();
    mount.put("name", name);
    mount.put("mountPath", mountPath);
    if (readOnly) {
      mount.put("readOnly", true);
    }
    return mount;
  }
}
