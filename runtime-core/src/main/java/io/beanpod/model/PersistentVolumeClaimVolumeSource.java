package io.beanpod.model;

import java.util.Optional;

/**
 * What a PersistentVolumeClaim of the pod's namespace is bound to.
 *
 * @param readOnly whether every mount of it is
 */
public record PersistentVolumeClaimVolumeSource(String claimName, boolean readOnly)
    implements VolumeSource {
  static final String FIELD = "persistentVolumeClaim";

  static PersistentVolumeClaimVolumeSource decode(Fields fields) {
    Optional<String> name = fields.requiredString("claimName");
    if (name.isPresent()) {
      fields.check("claimName", name.get(), Names.subdomain(name.get()));
    }
    boolean readOnly = fields.bool("readOnly");
    fields.end();
    return new PersistentVolumeClaimVolumeSource(name.orElse(""), readOnly);
  }
}
