package io.beanpod.image;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Flock;
import io.beanpod.linux.Xattr;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The images of this machine. Several processes and threads may use it at once.
 *
 * <p>Every problem is an {@link ImageException} of one line, or a {@link
 * io.beanpod.linux.SyscallException} or other {@link IOException} naming the path where the disk
 * refuses.
 */
public final class ImageStore {
  private final Layout layout;
  private final ImageIndex names;
  private final LayerLimits limits;
  private final Platform host;

  public ImageStore(Root root) {
    this(root, LayerLimits.STANDARD, Platform.host());
  }

  ImageStore(Root root, LayerLimits limits, Platform host) {
    this.layout = new Layout(root);
    this.names = new ImageIndex(layout, host);
    this.limits = limits;
    this.host = host;
  }

  /**
   * Imports an image. All of it is verified and unpacked before it gets its name; an import that
   * fails leaves nothing but, after a crash, a working directory that the next import removes.
   *
   * @param from a rootfs directory or tar, an OCI image layout (directory or tar), or what {@code
   *     docker save} wrote; tars plain or gzip
   * @param tag the image's name, in any spelling; if the archive has several images, it chooses
   */
  public ImageInfo importFrom(Path from, String tag) throws IOException {
    Reference name = Reference.parse(tag);
    if (!name.digest().isEmpty()) {
      throw new ImageException(
          "image name \""
              + tag
              + "\" has a digest; an import needs a name without, such as "
              + name.repository()
              + ":latest");
    }
    layout.create();
    try (Flock content = Flock.shared(layout.contentLock());
        Workspace workspace = Workspace.open(layout)) {
      ManifestPicker.Picked image = new Importer(layout, workspace, limits, host).run(from, name);
      try (Flock index = layout.lockIndex()) {
        layout.writeIndex(ImageIndex.named(layout.index(), name, image));
      }
      return info(name.toString(), image);
    }
  }

  /**
   * Finds an image that is ready to run; layers that are not unpacked (the image was written into
   * the layout by another tool, say) are unpacked now.
   *
   * @param name in any spelling, {@code name@sha256:…}, or an image id of 12 to 64 digits
   * @return empty if there is none
   */
  public Optional<Image> resolve(String name) throws IOException {
    Optional<Descriptor> found = names.find(layout.index(), name);
    return found.isEmpty() ? Optional.empty() : Optional.of(image(found.get()));
  }

  /** All images, in the order of their import. */
  public List<ImageInfo> list() throws IOException {
    List<ImageInfo> list = new ArrayList<>();
    for (Descriptor descriptor : layout.index()) {
      list.add(info(nameOf(descriptor), names.open(descriptor)));
    }
    return list;
  }

  /**
   * All that is known of an image.
   *
   * @param image as {@link #resolve} gives it
   * @param configJson the configuration document as it came
   * @param manifestJson the manifest as it came
   */
  public record Details(Image image, String configJson, String manifestJson) {}

  /** As {@link #resolve}, with the documents. */
  public Optional<Details> inspect(String name) throws IOException {
    Optional<Descriptor> found = names.find(layout.index(), name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ManifestPicker.Picked picked = names.open(found.get());
    return Optional.of(
        new Details(
            image(found.get()),
            new String(picked.config(), StandardCharsets.UTF_8),
            new String(picked.manifest().bytes(), StandardCharsets.UTF_8)));
  }

  /**
   * Removes an image's name, and what no other image needs. Hold the lock that pods are made under:
   * a pod that is being made has no layers in use yet.
   *
   * @param name as for {@link #resolve}
   * @param layerInUse whether a pod uses this layer directory
   * @throws ImageException if there is no such image, or one of its layers is in use
   */
  public ImageInfo remove(String name, Predicate<Path> layerInUse) throws IOException {
    if (layout.index().isEmpty()) {
      throw new ImageException("image " + name + " not found: there are no images");
    }
    try (Flock content = Flock.exclusive(layout.contentLock());
        Workspace workspace = Workspace.open(layout);
        Flock index = layout.lockIndex()) {
      return new ImageRemoval(layout, names, workspace).remove(name, layerInUse);
    }
  }

  private Image image(Descriptor descriptor) throws IOException {
    ManifestPicker.Picked picked = names.open(descriptor);
    Manifest manifest = picked.manifest();
    Map<String, Object> json = config(picked);
    return new Image(
        nameOf(descriptor),
        manifest.config().digest().toString(),
        manifest.self().digest().toString(),
        ImageConfig.of(json),
        layers(manifest, manifest.diffIds(json)),
        manifest.size(),
        Rfc3339.parse(ImageJson.string(json, "created")));
  }

  private List<Path> layers(Manifest manifest, List<Digest> diffIds) throws IOException {
    Map<Digest, Digest> missing = new LinkedHashMap<>();
    List<Path> layers = new ArrayList<>();
    for (int i = diffIds.size() - 1; i >= 0; i--) {
      Digest diffId = diffIds.get(i);
      // overlayfs refuses one directory twice (ELOOP); what the upper one hides, it hides wholly.
      if (layers.contains(layout.layer(diffId))) {
        continue;
      }
      layers.add(layout.layer(diffId));
      if (!Files.isDirectory(layout.layer(diffId))) {
        missing.put(diffId, manifest.layers().get(i).digest());
      }
    }
    if (!missing.isEmpty()) {
      restore(missing);
    }
    return layers.isEmpty() ? List.of(layout.emptyLayer()) : upToOpaque(layers);
  }

  private void restore(Map<Digest, Digest> missing) throws IOException {
    layout.create();
    try (Flock content = Flock.shared(layout.contentLock());
        Workspace workspace = Workspace.open(layout)) {
      LayerStore store = new LayerStore(layout, workspace, limits);
      for (Map.Entry<Digest, Digest> layer : missing.entrySet()) {
        store.restore(layer.getValue(), layer.getKey());
      }
      store.commit();
    }
  }

  /**
   * The layers, lowest first, without those below one whose root is opaque: overlayfs merges the
   * roots of all layers whatever their attributes say.
   */
  private List<Path> upToOpaque(List<Path> topFirst) throws IOException {
    List<Path> lowestFirst = new ArrayList<>();
    try (Fd layers = Fd.open(layout.layers().toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      for (Path layer : topFirst) {
        lowestFirst.add(0, layer);
        String name = layer.getFileName().toString();
        if (Xattr.get(layers, name, LayerTree.OPAQUE_XATTR).isPresent()) {
          break;
        }
      }
    }
    return lowestFirst;
  }

  static ImageInfo info(String name, ManifestPicker.Picked picked) throws IOException {
    Manifest manifest = picked.manifest();
    return new ImageInfo(
        name,
        manifest.config().digest().toString(),
        manifest.self().digest().toString(),
        manifest.size(),
        Rfc3339.parse(ImageJson.string(config(picked), "created")),
        manifest.layers().size());
  }

  static String nameOf(Descriptor descriptor) {
    return Layout.nameOf(descriptor).map(Reference::toString).orElse("");
  }

  static Map<String, Object> config(ManifestPicker.Picked picked) throws IOException {
    String what = "image config " + picked.manifest().config().digest();
    return ImageJson.object(ImageJson.parse(picked.config(), what));
  }
}
