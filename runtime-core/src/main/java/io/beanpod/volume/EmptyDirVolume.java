package io.beanpod.volume;

import io.beanpod.linux.At;
import io.beanpod.linux.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code emptyDir} on disk: a directory below the pod's own, which goes with that. */
final class EmptyDirVolume implements PodVolume {
  private static final int EVERYBODY = 0777;

  private final Path directory;

  EmptyDirVolume(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  @Override
  public void setUp() throws IOException {
    Files.createDirectories(directory);
    try (Fd made = Fd.open(directory.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
      At.fchmod(made, EVERYBODY); // whatever the umask says
    }
  }

  @Override
  public Fd open() throws IOException {
    return Fd.open(directory.toString(), Fd.O_PATH | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0);
  }

  @Override
  public boolean takesFsGroup() {
    return true;
  }
}
