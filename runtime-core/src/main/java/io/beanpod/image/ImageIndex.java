package io.beanpod.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which image a name means, and how names move from image to image. */
final class ImageIndex {
  /** Digest of the multi-platform index that an image was picked from: people pin that one. */
  private static final String PICKED_FROM = "io.beanpod.image.index";

  private static final int MIN_ID = 12;

  private final Layout layout;
  private final Platform host;

  ImageIndex(Layout layout, Platform host) {
    this.layout = layout;
    this.host = host;
  }

  /**
   * Finds an image by any spelling of its name, by {@code name@digest}, or by its id or 12 or more
   * digits of it.
   *
   * @throws ImageException if this can't be a name, or the digits fit several images
   */
  Optional<Descriptor> find(List<Descriptor> index, String name) throws IOException {
    boolean idLike = isIdLike(name);
    Reference reference;
    try {
      reference = Reference.parse(name);
    } catch (ImageException e) {
      if (!idLike) {
        throw e;
      }
      return byId(index, name);
    }
    for (Descriptor descriptor : index) {
      Optional<Reference> has = Layout.nameOf(descriptor);
      if (has.isPresent() && means(reference, has.get(), descriptor)) {
        return Optional.of(descriptor);
      }
    }
    return idLike ? byId(index, name) : Optional.empty();
  }

  /** The manifest for this host, and its configuration. */
  ManifestPicker.Picked open(Descriptor descriptor) throws IOException {
    return new ManifestPicker(layout::read, host, "image store")
        .below(descriptor)
        .orElseThrow(
            () ->
                new ImageException(
                    "image " + label(descriptor) + " is not for this host (" + host + ")"));
  }

  /** The index after {@code image} got {@code name}; who had the name before, loses it. */
  static List<Descriptor> named(List<Descriptor> index, Reference name, ManifestPicker.Picked image)
      throws ImageException {
    Digest digest = image.manifest().self().digest();
    List<Descriptor> result = new ArrayList<>();
    for (Descriptor old : index) {
      Optional<Reference> oldName = Layout.nameOf(old);
      boolean same = old.digest().equals(digest);
      if (oldName.isPresent() && oldName.get().equals(name)) {
        if (!same && !isElsewhere(index, old)) {
          result.add(nameless(old));
        }
      } else if (!same || oldName.isPresent()) {
        result.add(old);
      }
    }
    Descriptor self = image.manifest().self();
    String type = self.mediaType().isEmpty() ? Manifest.TYPE : self.mediaType();
    Map<String, Object> json = Descriptor.json(type, digest, image.manifest().bytes().length);
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put(Descriptor.REF_NAME, name.toString());
    if (!image.top().digest().equals(digest)) {
      annotations.put(PICKED_FROM, image.top().digest().toString());
    }
    json.put("annotations", annotations);
    result.add(Descriptor.of(json, "index.json"));
    return result;
  }

  /** How to call an entry in a message. */
  static String label(Descriptor descriptor) {
    return Layout.nameOf(descriptor)
        .map(Reference::toString)
        .orElse(descriptor.digest().toString());
  }

  private Optional<Descriptor> byId(List<Descriptor> index, String name) throws IOException {
    String prefix = name.startsWith("sha256:") ? name.substring(7) : name;
    Optional<Descriptor> found = Optional.empty();
    String foundId = "";
    for (Descriptor descriptor : index) {
      String id = open(descriptor).manifest().config().digest().hex();
      if (!id.startsWith(prefix)) {
        continue;
      }
      if (found.isPresent() && !foundId.equals(id)) {
        throw new ImageException(
            "image id " + name + " fits several images; give more of its 64 digits");
      }
      if (found.isEmpty()) {
        found = Optional.of(descriptor);
        foundId = id;
      }
    }
    return found;
  }

  private static boolean means(Reference wanted, Reference has, Descriptor descriptor) {
    if (!wanted.repository().equals(has.repository())) {
      return false;
    }
    if (wanted.digest().isEmpty()) {
      return wanted.tag().equals(has.tag());
    }
    // A digest says it all: with one, Kubernetes and Docker ignore the tag.
    Map<String, Object> annotations = ImageJson.object(descriptor.json(), "annotations");
    return wanted.digest().equals(descriptor.digest().toString())
        || wanted.digest().equals(ImageJson.string(annotations, PICKED_FROM));
  }

  private static boolean isIdLike(String name) {
    int from = name.startsWith("sha256:") ? 7 : 0;
    int length = name.length() - from;
    return length >= MIN_ID && length <= 64 && Digest.isHex(name, from, length);
  }

  private static boolean isElsewhere(List<Descriptor> index, Descriptor one) {
    for (Descriptor other : index) {
      if (other != one && other.digest().equals(one.digest())) {
        return true;
      }
    }
    return false;
  }

  private static Descriptor nameless(Descriptor named) throws ImageException {
    Map<String, Object> json = new LinkedHashMap<>(named.json());
    json.remove("annotations");
    return Descriptor.of(json, "index.json");
  }
}
