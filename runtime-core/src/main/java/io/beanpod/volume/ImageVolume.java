package io.beanpod.volume;

import io.beanpod.linux.Fd;
import io.beanpod.linux.MountAttr;
import io.beanpod.linux.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code image}: the layers of an image, stacked as for a container, in the pause's mount namespace
 * only. The mount is read-only and non-executable, as the API promises: whatever is done in it, the
 * layers, which all containers of the image share, stay as they are.
 */
final class ImageVolume implements PodVolume {
  /** mount(2) copies at most one page of options. */
  private static final int MAX_OPTIONS = 4095;

  private final VolumeDirectory directory;
  private final Path layersDirectory;
  private final String reference;
  private final List<String> layers;
  private boolean mounted;

  ImageVolume(VolumeDirectory directory, Path layersDirectory, VolumePlan.Image plan) {
    this.directory = directory;
    this.layersDirectory = layersDirectory;
    reference = plan.reference();
    layers = plan.layers();
  }

  @Override
  public void setUp() throws IOException {
    if (!mounted) {
      mount();
    }
    try (Fd top = directory.open()) {
      Mounts.setAttributes(top, MountAttr.RDONLY | MountAttr.NOEXEC, 0, false);
    }
  }

  private void mount() throws IOException {
    if (layers.isEmpty()) {
      throw new IOException("image \"" + reference + "\" was removed from this host");
    }
    directory.make();
    if (layers.size() == 1) { // which overlayfs refuses
      Path layer = layersDirectory.resolve(layers.get(0));
      Mounts.mount(layer.toString(), directory.path().toString(), "", Mounts.BIND, "");
    } else {
      Mounts.mount("overlay", directory.path().toString(), "overlay", Mounts.RDONLY, options());
    }
    mounted = true;
  }

  private String options() throws IOException {
    StringBuilder options = new StringBuilder("lowerdir=");
    for (int i = layers.size() - 1; i >= 0; i--) { // overlayfs wants the top-most first
      String layer = layersDirectory.resolve(layers.get(i)).toString();
      options.append(layer.replace("\\", "\\\\").replace(",", "\\,").replace(":", "\\:"));
      options.append(i > 0 ? ":" : "");
    }
    if (options.length() > MAX_OPTIONS) {
      throw new IOException(
          "the image has "
              + layers.size()
              + " layers, more than one overlay mount can name; squash it");
    }
    return options.toString();
  }

  @Override
  public Fd open() throws IOException {
    return directory.open();
  }

  @Override
  public boolean readOnly() {
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
