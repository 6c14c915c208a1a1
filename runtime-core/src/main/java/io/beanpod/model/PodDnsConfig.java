package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code spec.dnsConfig}: what a pod adds to the resolver that its {@link DnsPolicy} gives it.
 *
 * @param nameservers addresses, at most {@link #MAX_NAMESERVERS}
 * @param searches at most {@link #MAX_SEARCHES} domains, and {@link #MAX_SEARCH_CHARACTERS} with a
 *     space between each two
 */
public record PodDnsConfig(List<String> nameservers, List<String> searches, List<Option> options) {
  /** An option of resolv.conf(5): {@code ndots} with a value, {@code edns0} without. */
  public record Option(String name, Optional<String> value) {}

  public static final PodDnsConfig NONE = new PodDnsConfig(List.of(), List.of(), List.of());

  /** MAXNS of resolv.conf(5): a resolver looks at no more. */
  public static final int MAX_NAMESERVERS = 3;

  /** {@code MaxDNSSearchPaths}, since Kubernetes 1.28. */
  public static final int MAX_SEARCHES = 32;

  /** {@code MaxDNSSearchListChars}, since Kubernetes 1.28. */
  public static final int MAX_SEARCH_CHARACTERS = 2048;

  public PodDnsConfig {
    nameservers = List.copyOf(nameservers);
    searches = List.copyOf(searches);
    options = List.copyOf(options);
  }

  /** As {@code validatePodDNSConfig} of Kubernetes' API server has it. */
  static PodDnsConfig decode(Fields spec, DnsPolicy policy) {
    Optional<Fields> object = spec.object("dnsConfig");
    if (policy == DnsPolicy.None && !spec.has("dnsConfig")) {
      spec.problem("dnsConfig", "required: must provide `dnsConfig` when `dnsPolicy` is None");
    }
    if (object.isEmpty()) {
      return NONE;
    }
    Fields fields = object.get();
    PodDnsConfig config =
        new PodDnsConfig(
            fields.strings("nameservers"), fields.strings("searches"), options(fields));
    if (policy == DnsPolicy.None && config.nameservers.isEmpty()) {
      fields.problem(
          "nameservers",
          "required: must provide at least one DNS nameserver when `dnsPolicy` is None");
    }
    config.check(fields);
    fields.end();
    return config;
  }

  private static List<Option> options(Fields fields) {
    List<Option> options = new ArrayList<>();
    for (Fields option : fields.objects("options")) {
      Optional<String> name = option.requiredString("name");
      Optional<String> value = option.string("value");
      if (name.isPresent()) {
        options.add(new Option(name.get(), value));
      }
      option.end();
    }
    return options;
  }

  private void check(Fields fields) {
    if (nameservers.size() > MAX_NAMESERVERS) {
      fields.problem("nameservers", "must not have more than " + MAX_NAMESERVERS + " nameservers");
    }
    for (int i = 0; i < nameservers.size(); i++) {
      String field = "nameservers[" + i + "]";
      fields.check(field, nameservers.get(i), Names.address(nameservers.get(i)));
    }
    if (searches.size() > MAX_SEARCHES) {
      fields.problem("searches", "must not have more than " + MAX_SEARCHES + " search paths");
    }
    if (String.join(" ", searches).length() > MAX_SEARCH_CHARACTERS) {
      fields.problem(
          "searches",
          "must not have more than "
              + MAX_SEARCH_CHARACTERS
              + " characters (including spaces) in the search list");
    }
    for (int i = 0; i < searches.size(); i++) {
      fields.check("searches[" + i + "]", searches.get(i), Names.search(searches.get(i)));
    }
  }
}
