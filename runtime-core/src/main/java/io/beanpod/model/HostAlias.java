package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of {@code spec.hostAliases}: a line of /etc/hosts.
 *
 * @param hostnames RFC 1123 subdomains
 */
public record HostAlias(String ip, List<String> hostnames) {
  public HostAlias {
    hostnames = List.copyOf(hostnames);
  }

  static List<HostAlias> decode(Fields spec) {
    List<HostAlias> aliases = new ArrayList<>();
    for (Fields fields : spec.objects("hostAliases")) {
      Optional<String> ip = fields.requiredString("ip");
      if (ip.isPresent()) {
        fields.check("ip", ip.get(), Names.address(ip.get()));
      }
      List<String> hostnames = fields.strings("hostnames");
      for (int i = 0; i < hostnames.size(); i++) {
        fields.check("hostnames[" + i + "]", hostnames.get(i), Names.subdomain(hostnames.get(i)));
      }
      fields.end();
      aliases.add(new HostAlias(ip.orElse(""), hostnames));
    }
    return aliases;
  }
}
