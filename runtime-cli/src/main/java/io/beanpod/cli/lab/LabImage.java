package io.beanpod.cli.lab;

import io.beanpod.cli.Failure;
import io.beanpod.image.ImageInfo;
import io.beanpod.image.ImageStore;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The image that a lab's containers are made of. In a checkout where {@code make images} has made
 * it, the lab imports it by itself.
 */
final class LabImage {
  private final Root root;
  private final Narrator narrator;

  LabImage(Root root, Narrator narrator) {
    this.root = root;
    this.narrator = narrator;
  }

  /**
   * Sees to it that the image is there.
   *
   * @throws Failure where it is not and can't be made, with what to do
   */
  void provide(String image) throws IOException {
    if (new ImageStore(root).resolve(image).isPresent()) {
      return;
    }
    Path fixture =
        Path.of(System.getProperty("beanpod.home", ""))
            .resolveSibling("rootfs-fixtures/target/images/busybox")
            .normalize();
    if (image.equals(LabOptions.IMAGE) && Files.isDirectory(fixture)) {
      narrator.command("beanpod image import --tag " + image + " " + fixture);
      ImageInfo imported = new ImageStore(root).importFrom(fixture, image);
      narrator.print(imported.name() + " imported, " + imported.id() + "\n");
      return;
    }
    throw new Failure(
        "there is no image "
            + image
            + " on this host; import one with busybox's programs: in a checkout, make images;"
            + " elsewhere, skopeo copy docker://busybox oci:busybox &&"
            + " beanpod image import --tag "
            + image
            + " busybox");
  }
}
