package io.beanpod.image;

import io.beanpod.linux.Fd;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what was given, and brings its configuration, manifest and layers into the store. */
final class Importer {
  private static final String OCI_LAYOUT = "oci-layout";
  private static final String INDEX = "index.json";
  private static final String DOCKER_MANIFEST = "manifest.json";

  private final Layout layout;
  private final Workspace workspace;
  private final LayerStore layers;
  private final LayerLimits limits;
  private final Platform host;

  Importer(Layout layout, Workspace workspace, LayerLimits limits, Platform host) {
    this.layout = layout;
    this.workspace = workspace;
    this.limits = limits;
    this.host = host;
    this.layers = new LayerStore(layout, workspace, limits);
  }

  /** Imports; the image's blobs and layers are stored when this returns, but it has no name yet. */
  ManifestPicker.Picked run(Path from, Reference name) throws IOException {
    if (Files.isDirectory(from)) {
      if (Files.exists(from.resolve(OCI_LAYOUT)) && Files.exists(from.resolve(INDEX))) {
        return oci(new DirectorySource(from), name);
      }
      return rootfsDirectory(from);
    }
    if (!Files.isRegularFile(from)) {
      throw new ImageException(
          from
              + (Files.exists(from) ? " is neither a file nor a directory" : " does not exist")
              + "; allowed is a rootfs directory or tar, an OCI image layout (directory or tar), or"
              + " the output of docker save");
    }
    TarSource tar = TarSource.index(plain(from), from.toString());
    if (tar.open(OCI_LAYOUT).isPresent() && tar.open(INDEX).isPresent()) {
      return oci(tar, name);
    }
    if (tar.open(DOCKER_MANIFEST).isPresent()) {
      return new DockerArchive(tar, name).load(this);
    }
    try (InputStream in = Files.newInputStream(from)) {
      return rootfs(layers.add(in, from.toString(), Optional.empty(), Optional.empty()));
    }
  }

  private ManifestPicker.Picked oci(Source source, Reference name) throws IOException {
    byte[] bytes =
        source
            .read(INDEX)
            .orElseThrow(() -> new ImageException(source.what() + ": " + INDEX + " is missing"));
    Map<String, Object> index =
        ImageJson.object(ImageJson.parse(bytes, source.what() + ": " + INDEX));
    ManifestPicker.Picked picked =
        new ManifestPicker(source::blob, host, source.what()).pick(index, name);
    Manifest manifest = picked.manifest();
    String what = source.what() + ": config";
    List<Digest> diffIds =
        manifest.diffIds(ImageJson.object(ImageJson.parse(picked.config(), what)));
    for (int i = 0; i < diffIds.size(); i++) {
      Digest digest = manifest.layers().get(i).digest();
      addLayer(source, Source.blob(digest), "layer " + digest, Optional.of(digest), diffIds.get(i));
    }
    return store(picked);
  }

  /** Adds one layer of a source. */
  LayerStore.Stored addLayer(
      Source source, String file, String name, Optional<Digest> blob, Digest diffId)
      throws IOException {
    String what = source.what() + ": " + name;
    Optional<InputStream> in = source.open(file);
    if (in.isEmpty()) {
      throw new ImageException(what + ": " + file + " is missing; get the archive again");
    }
    try (InputStream content = in.get()) {
      return layers.add(content, what, blob, Optional.of(diffId));
    }
  }

  /** Stores the layers, which are all verified now, then configuration and manifest. */
  ManifestPicker.Picked store(ManifestPicker.Picked picked) throws IOException {
    layers.commit();
    layout.write(picked.manifest().config().digest(), picked.config());
    layout.write(picked.manifest().self().digest(), picked.manifest().bytes());
    return picked;
  }

  private ManifestPicker.Picked rootfsDirectory(Path from) throws IOException {
    Path archive = workspace.fresh("rootfs");
    try (Fd directory = Fd.open(from.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive), 256 * 1024)) {
      new DirectoryArchiver(new TarWriter(out)).addTree(directory);
    }
    try (InputStream in = Files.newInputStream(archive)) {
      return rootfs(layers.add(in, from.toString(), Optional.empty(), Optional.empty()));
    }
  }

  /** A rootfs has no configuration: it gets an empty one, without a date so that it is the same. */
  private ManifestPicker.Picked rootfs(LayerStore.Stored layer) throws IOException {
    Map<String, Object> rootfs = new LinkedHashMap<>();
    rootfs.put("type", "layers");
    rootfs.put("diff_ids", List.of(layer.diffId().toString()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architecture", host.architecture());
    json.put("os", host.os());
    json.put("config", Map.of());
    json.put("rootfs", rootfs);
    return generated(ImageJson.write(json), List.of(layer));
  }

  /** An image whose manifest is made here, around a configuration. */
  ManifestPicker.Picked generated(byte[] config, List<LayerStore.Stored> stored)
      throws IOException {
    List<Map<String, Object>> descriptors = new ArrayList<>();
    for (LayerStore.Stored layer : stored) {
      String type = Manifest.LAYER_TYPE + layer.compression().suffix();
      descriptors.add(Descriptor.json(type, layer.blob(), layer.size()));
    }
    Manifest manifest = Manifest.make(config, descriptors);
    return store(new ManifestPicker.Picked(manifest.self(), manifest, config));
  }

  Platform host() {
    return host;
  }

  /** The archive without compression: only then can its files be found by their place. */
  private Path plain(Path from) throws IOException {
    String what = from.toString();
    try (InputStream raw = Files.newInputStream(from);
        InputStream head = Compression.buffered(raw)) {
      if (Compression.of(head, what) == Compression.NONE) {
        return from;
      }
      Path plain = workspace.fresh("archive");
      byte[] buffer = new byte[128 * 1024];
      long size = 0;
      try (InputStream in = Compression.open(head, what);
          OutputStream out = Files.newOutputStream(plain)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          size += n;
          if (size > limits.bytes()) {
            throw new ImageException(what + ": more than " + limits.bytes() + " bytes: refused");
          }
          out.write(buffer, 0, n);
        }
      }
      return plain;
    }
  }
}
