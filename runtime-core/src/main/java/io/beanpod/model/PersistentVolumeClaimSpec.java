package io.beanpod.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a PersistentVolumeClaim asks for: {@code ValidatePersistentVolumeClaimSpec}.
 *
 * @param accessModes at least one; a volume must have all of them
 * @param request how large it is at least; above 0
 * @param storageClassName empty: none, so that only a volume without a class fits
 * @param volumeName the one volume that it is about; empty: whichever fits
 * @param selector over the labels of volumes
 */
public record PersistentVolumeClaimSpec(
    List<AccessMode> accessModes,
    Quantity request,
    String storageClassName,
    String volumeName,
    Optional<Selector> selector) {
  /** The class of a claim that names none: directories of this host. */
  public static final String DEFAULT_CLASS = "local";

  private static final String CLASS = "storageClassName";
  private static final Quantity ZERO = Quantity.parse("0");

  public PersistentVolumeClaimSpec {
    accessModes = List.copyOf(accessModes);
  }

  /** Writes the defaults into a spec of the caller's own, the default class among them. */
  public static void fill(Map<String, Object> spec) {
    Defaults.setIfEmpty(spec, VolumeMode.FIELD, VolumeMode.FILESYSTEM);
    Defaults.set(spec, CLASS, DEFAULT_CLASS);
    for (String field : new String[] {"requests", "limits"}) {
      Object quantities = Json.at(spec, "resources", field);
      if (quantities instanceof Map) {
        Quantities.canonical(Json.object(quantities));
      }
    }
  }

  /** Reads one strictly, with its defaults or without. */
  public static PersistentVolumeClaimSpec decode(Fields spec) {
    List<AccessMode> modes = AccessMode.decode(spec);
    Quantity request = request(spec);
    String storageClass = spec.string(CLASS).orElse(DEFAULT_CLASS);
    if (!storageClass.isEmpty()) {
      spec.check(CLASS, storageClass, Names.subdomain(storageClass));
    }
    VolumeMode.check(spec);
    String volume = spec.string("volumeName").orElse("");
    Optional<Selector> selector = LabelSelector.decode(spec, "selector");
    spec.refuseUnlessEmpty("dataSource", "dataSourceRef", "volumeAttributesClassName");
    spec.end();
    return new PersistentVolumeClaimSpec(modes, request, storageClass, volume, selector);
  }

  private static Quantity request(Fields spec) {
    Optional<Fields> resources = spec.object("resources");
    Fields fields = resources.orElse(spec.none());
    Map<String, Quantity> requests = fields.quantities("requests");
    Map<String, Quantity> limits = fields.quantities("limits");
    fields.end();
    Quantity request = requests.get("storage");
    if (request == null) {
      spec.problem("resources.requests.storage", "required: how large the volume is at least");
      return ZERO;
    }
    if (request.signum() <= 0) {
      spec.problem("resources.requests.storage", "must be greater than zero");
    }
    Quantity limit = limits.get("storage");
    if (limit != null && limit.compareTo(request) < 0) {
      spec.problem("resources.requests.storage", "must be less than or equal to storage limit");
    }
    return request;
  }
}
