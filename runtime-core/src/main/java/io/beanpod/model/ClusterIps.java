package io.beanpod.model;

import io.beanpod.linux.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a Service's spec that say its own addresses: {@code clusterIP}, {@code clusterIPs},
 * {@code ipFamilies} and {@code ipFamilyPolicy}, which have to agree.
 */
record ClusterIps(
    List<IpAddress> addresses,
    boolean headless,
    List<IpFamily> families,
    Optional<IpFamilyPolicy> policy) {
  static final String NONE = "None";

  static ClusterIps decode(Fields spec, ServiceType type) {
    String first = spec.string("clusterIP").orElse("");
    List<String> texts = spec.strings("clusterIPs");
    List<IpFamily> families = families(spec);
    Optional<IpFamilyPolicy> policy =
        spec.string("ipFamilyPolicy").isEmpty()
            ? Optional.empty()
            : Optional.of(
                spec.choice("ipFamilyPolicy", IpFamilyPolicy.SingleStack, IpFamilyPolicy.values()));
    if (type == ServiceType.ExternalName) {
      noneOf(spec, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy");
      return new ClusterIps(List.of(), false, List.of(), Optional.empty());
    }
    agree(spec, first, texts);
    boolean headless = first.equals(NONE) || (!texts.isEmpty() && texts.get(0).equals(NONE));
    if (headless && type.hasNodePorts()) {
      spec.problem("clusterIPs[0]", "may not be set to 'None' for " + type + " services");
    }
    List<IpAddress> addresses = headless ? headless(spec, texts) : addresses(spec, texts, families);
    if (policy.equals(Optional.of(IpFamilyPolicy.SingleStack))) {
      single(spec, "clusterIPs", texts.size());
      single(spec, "ipFamilies", families.size());
    }
    return new ClusterIps(addresses, headless, families, policy);
  }

  private static void single(Fields spec, String field, int size) {
    if (size > 1) {
      spec.problem(
          "ipFamilyPolicy",
          "must be RequireDualStack or PreferDualStack when multiple " + field + " are specified");
    }
  }

  private static void agree(Fields spec, String first, List<String> texts) {
    if (!texts.isEmpty() && first.isEmpty()) {
      spec.problem("clusterIP", "must be set when clusterIPs is specified");
    } else if (!texts.isEmpty() && !texts.get(0).equals(first)) {
      spec.problem("clusterIPs[0]", "first value must match clusterIP, " + first);
    }
    if (texts.size() > 2) {
      spec.problem("clusterIPs", "may only hold up to 2 values");
    }
  }

  private static List<IpAddress> headless(Fields spec, List<String> texts) {
    if (texts.size() > 1) {
      spec.problem("clusterIPs", "'None' must be the first and only value");
    }
    return List.of();
  }

  private static List<IpAddress> addresses(
      Fields spec, List<String> texts, List<IpFamily> families) {
    List<IpAddress> addresses = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String field = "clusterIPs[" + i + "]";
      Optional<IpAddress> address = IpAddress.parse(texts.get(i));
      spec.check(field, texts.get(i), Names.address(texts.get(i)));
      if (address.isEmpty()) {
        continue;
      }
      if (i < families.size() && families.get(i) != IpFamily.of(address.get())) {
        spec.problem(
            field,
            "expected an "
                + families.get(i)
                + " value as indicated by"
                + " `ipFamilies["
                + i
                + "]`");
      }
      if (i > 0 && !addresses.isEmpty() && addresses.get(0).isV4() == address.get().isV4()) {
        spec.problem("clusterIPs", "may specify no more than one IP for each IP family");
      }
      addresses.add(address.get());
    }
    return addresses;
  }

  private static List<IpFamily> families(Fields spec) {
    List<IpFamily> families = new ArrayList<>();
    List<String> texts = spec.strings("ipFamilies");
    for (int i = 0; i < texts.size(); i++) {
      Optional<IpFamily> family = Optional.empty();
      for (IpFamily each : IpFamily.values()) {
        family = each.name().equals(texts.get(i)) ? Optional.of(each) : family;
      }
      if (family.isEmpty()) {
        spec.check("ipFamilies[" + i + "]", texts.get(i), "one of IPv4, IPv6");
      } else if (families.contains(family.get())) {
        spec.problem("ipFamilies[" + i + "]", "duplicate value: \"" + texts.get(i) + "\"");
      } else {
        families.add(family.get());
      }
    }
    return families;
  }

  private static void noneOf(Fields spec, String... fields) {
    for (String field : fields) {
      if (!FieldValues.isEmpty(spec.any(field).orElse(null))) {
        spec.problem(field, "may not be set for ExternalName services");
      }
    }
  }
}
