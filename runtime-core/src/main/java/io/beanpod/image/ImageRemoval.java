package io.beanpod.image;

import io.beanpod.linux.TreeRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Removes an image: first its name from the index, then its blobs and layers that no other image
 * names. Whatever stops it in between, what the index names is whole.
 */
final class ImageRemoval {
  private final Layout layout;
  private final ImageIndex names;
  private final Workspace workspace;

  ImageRemoval(Layout layout, ImageIndex names, Workspace workspace) {
    this.layout = layout;
    this.names = names;
    this.workspace = workspace;
  }

  /** Hold the layout's locks: content exclusively, and the index. */
  ImageInfo remove(String name, Predicate<Path> layerInUse) throws IOException {
    List<Descriptor> index = layout.index();
    Descriptor descriptor =
        names
            .find(index, name)
            .orElseThrow(
                () ->
                    new ImageException(
                        "image " + name + " not found; beanpod image ls shows what there is"));
    List<Descriptor> rest = new ArrayList<>(index);
    rest.remove(descriptor);

    Set<Digest> blobs = new HashSet<>();
    Set<Path> layers = new HashSet<>();
    ImageInfo info = collect(descriptor, blobs, layers);
    Set<Digest> neededBlobs = new HashSet<>();
    Set<Path> neededLayers = new HashSet<>();
    for (Descriptor other : rest) {
      collect(other, neededBlobs, neededLayers);
    }
    blobs.removeAll(neededBlobs);
    layers.removeAll(neededLayers);
    for (Path layer : layers) {
      if (layerInUse.test(layer)) {
        throw new ImageException(
            "image "
                + ImageIndex.label(descriptor)
                + " is in use by a pod (layer "
                + layer.getFileName()
                + "); delete the pod first");
      }
    }

    layout.writeIndex(rest);
    for (Digest blob : blobs) {
      Files.deleteIfExists(layout.blob(blob));
    }
    sweepLayers(neededLayers, layerInUse);
    return info;
  }

  /** What an image consists of. */
  private ImageInfo collect(Descriptor descriptor, Set<Digest> blobs, Set<Path> layers)
      throws IOException {
    ManifestPicker.Picked picked = names.open(descriptor);
    Manifest manifest = picked.manifest();
    blobs.add(descriptor.digest());
    blobs.add(manifest.self().digest());
    blobs.add(manifest.config().digest());
    for (Descriptor layer : manifest.layers()) {
      blobs.add(layer.digest());
    }
    Map<String, Object> config = ImageStore.config(picked);
    for (Digest diffId : manifest.diffIds(config)) {
      layers.add(layout.layer(diffId));
    }
    return ImageStore.info(ImageStore.nameOf(descriptor), picked);
  }

  /** All layers that nobody needs: those of imports that died before they had a name, too. */
  private void sweepLayers(Set<Path> needed, Predicate<Path> inUse) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(layout.layers())) {
      for (Path layer : found) {
        boolean isLayer = Digest.isHex(layer.getFileName().toString(), 0, 64);
        if (isLayer && !needed.contains(layer) && !inUse.test(layer)) {
          // Out of sight first: a half removed layer must not look like a whole one.
          Path doomed = workspace.fresh("removed");
          Files.move(layer, doomed, StandardCopyOption.ATOMIC_MOVE);
          TreeRemover.remove(doomed);
        }
      }
    }
  }
}
