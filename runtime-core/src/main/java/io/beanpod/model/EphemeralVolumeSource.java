package io.beanpod.model;

import java.util.Map;
import java.util.Optional;

/**
 * A PersistentVolumeClaim that is made with the pod, belongs to it, and goes with it. Its name is
 * {@code POD-VOLUME}.
 *
 * @param labels of the claim
 * @param annotations of the claim
 * @param spec of the claim, as the manifest has it, with its defaults
 */
public record EphemeralVolumeSource(
    Map<String, String> labels, Map<String, String> annotations, Map<String, Object> spec)
    implements VolumeSource {
  static final String FIELD = "ephemeral";
  static final String TEMPLATE = "volumeClaimTemplate";

  static EphemeralVolumeSource decode(Fields fields) {
    Optional<Fields> template = fields.object(TEMPLATE);
    if (!fields.has(TEMPLATE)) {
      fields.problem(TEMPLATE, "required, but missing");
    }
    fields.end();
    if (template.isEmpty()) {
      return new EphemeralVolumeSource(Map.of(), Map.of(), Map.of());
    }
    Fields claim = template.get();
    Optional<Fields> metadata = claim.object("metadata");
    Map<String, String> labels =
        metadata.isPresent() ? LabelSelector.labels(metadata.get(), "labels") : Map.of();
    Map<String, String> annotations =
        metadata.isPresent() ? metadata.get().stringMap("annotations") : Map.of();
    metadata.ifPresent(Fields::end);
    Optional<Fields> spec = claim.object("spec");
    if (spec.isPresent()) {
      PersistentVolumeClaimSpec.decode(spec.get());
    } else if (!claim.has("spec")) {
      claim.problem("spec", "required, but missing");
    }
    Map<String, Object> tree = Json.object(claim.any("spec").orElse(Map.of()));
    claim.end();
    return new EphemeralVolumeSource(labels, annotations, tree);
  }

  /** What the claim of a pod's volume is called. */
  public static String claimName(String pod, String volume) {
    return pod + "-" + volume;
  }
}
