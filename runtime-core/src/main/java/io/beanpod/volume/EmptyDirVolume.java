package io.beanpod.volume;

import io.beanpod.linux.At;
import io.beanpod.linux.Fd;
import java.io.IOException;
import java.nio.file.Path;

/** {@code emptyDir} on disk: a directory below the pod's own, which goes with that. */
final class EmptyDirVolume implements PodVolume {
  private static final int EVERYBODY = 0777;

  private final VolumeDirectory directory;

  EmptyDirVolume(VolumeDirectory directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory.path();
  }

  @Override
  public void setUp() throws IOException {
    directory.make();
    At.fchmodat(Fd.of(Fd.AT_FDCWD), directory.path().toString(), EVERYBODY); // despite the umask
  }

  @Override
  public Fd open() throws IOException {
    return directory.open();
  }

  @Override
  public boolean takesFsGroup() {
    return true;
  }
}
