package io.beanpod.volume;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code emptyDir} with {@code medium: Memory}: a tmpfs in the pause's mount namespace only, so
 * that it vanishes with the pause, however that ends. What is written counts as memory of the
 * container that writes it.
 */
final class MemoryVolume implements PodVolume {
  private final Path directory;
  private final long bytes;
  private boolean mounted;

  MemoryVolume(Path directory, long bytes) {
    this.directory = directory;
    this.bytes = bytes;
  }

  @Override
  public void setUp() throws IOException {
    if (!mounted) {
      Files.createDirectories(directory);
      Mounts.mount("tmpfs", directory.toString(), "tmpfs", 0, "mode=0777,size=" + bytes);
      mounted = true;
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

  @Override
  public void tearDown() throws IOException {
    if (mounted) {
      Mounts.detach(directory.toString());
      mounted = false;
    }
  }
}
