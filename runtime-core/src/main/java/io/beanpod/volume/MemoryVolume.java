package io.beanpod.volume;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Mounts;
import java.io.IOException;

/**
 * {@code emptyDir} with {@code medium: Memory}: a tmpfs in the pause's mount namespace only, so
 * that it vanishes with the pause, however that ends. What is written counts as memory of the
 * container that writes it.
 */
final class MemoryVolume implements PodVolume {
  private final VolumeDirectory directory;
  private final long bytes;
  private boolean mounted;

  MemoryVolume(VolumeDirectory directory, long bytes) {
    this.directory = directory;
    this.bytes = bytes;
  }

  @Override
  public void setUp() throws IOException {
    if (!mounted) {
      directory.make();
      Mounts.mount("tmpfs", directory.path().toString(), "tmpfs", 0, "mode=0777,size=" + bytes);
      mounted = true;
    }
  }

  @Override
  public Fd open() throws IOException {
    return directory.open();
  }

  @Override
  public boolean takesFsGroup() {
    return true;
  }

  @Override
  public void tearDown() throws IOException {
    if (mounted) {
      Mounts.detach(directory.path().toString());
      mounted = false;
    }
  }
}
