package io.beanpod.model;

/**
 * A file or directory of the host.
 *
 * @param path as written, not empty, without {@code ..}
 * @param type what must be there
 */
public record HostPathVolumeSource(String path, Type type) implements VolumeSource {
  static final String FIELD = "hostPath";

  /** {@code v1.HostPathType}. */
  public enum Type {
    /** The empty string: nothing is checked, and a directory made where there is nothing. */
    Unset,
    DirectoryOrCreate,
    Directory,
    FileOrCreate,
    File,
    Socket,
    CharDevice,
    BlockDevice
  }

  static HostPathVolumeSource decode(Fields fields) {
    String path = fields.requiredString("path").orElse("");
    MountPaths.checkBacksteps(fields, "path", path);
    Type type =
        fields.choice(
            "type",
            Type.Unset,
            Type.DirectoryOrCreate,
            Type.Directory,
            Type.FileOrCreate,
            Type.File,
            Type.Socket,
            Type.CharDevice,
            Type.BlockDevice);
    fields.end();
    return new HostPathVolumeSource(path, type);
  }
}
