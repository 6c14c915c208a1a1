package io.beanpod.model;

/**
 * The files of an image, read-only.
 *
 * @param path where the manifest has it, such as {@code spec.volumes[0].image}
 * @param reference the image's name
 */
public record ImageVolumeSource(String path, String reference) implements VolumeSource {
  static final String FIELD = "image";

  static ImageVolumeSource decode(Fields fields) {
    String reference = fields.requiredString("reference").orElse("");
    if (!reference.equals(reference.strip())) {
      fields.problem("reference", "\"" + reference + "\" must not begin or end with blanks");
    }
    fields.choice("pullPolicy", ImagePullPolicy.IfNotPresent, ImagePullPolicy.values());
    fields.end();
    return new ImageVolumeSource(fields.path(), reference);
  }
}
