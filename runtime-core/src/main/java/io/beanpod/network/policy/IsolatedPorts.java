package io.beanpod.network.policy;

import io.beanpod.linux.IpAddress;
import io.beanpod.network.service.NftSet;
import java.util.List;

/**
 * Ports of the bridge behind which are pods that a policy isolates: from neighbours they get IP
 * packets to their own addresses only, which is what the policies look at. A broadcast or a
 * multicast, which is nobody's address, does not pass them by; neighbour discovery goes on. What
 * the host itself sends is not forwarded, and is none of this.
 */
public final class IsolatedPorts {
  private final NftSet ports = new NftSet("set isolated", "ifname");
  private final NftSet own4 = new NftSet("set isolated4", "ifname . ipv4_addr");
  private final NftSet own6 = new NftSet("set isolated6", "ifname . ipv6_addr");
  private boolean empty = true;

  /** Adds the port of a pod, with all of the pod's addresses. */
  public void add(String port, List<IpAddress> addresses) {
    empty = false;
    ports.add('"' + port + '"');
    for (IpAddress address : addresses) {
      (address.isV4() ? own4 : own6).add('"' + port + "\" . " + address);
    }
  }

  /** Writes the rules, as a part of a table of the family bridge. */
  public void write(StringBuilder text) {
    if (empty) {
      return;
    }
    ports.write(text);
    own4.write(text);
    own6.write(text);
    text.append("  chain forward {\n");
    text.append("    type filter hook forward priority -200; policy accept;\n");
    text.append("    oifname != @isolated accept\n");
    text.append("    ether type ip oifname . ip daddr != @isolated4 drop\n");
    text.append("    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept\n");
    text.append("    ether type ip6 oifname . ip6 daddr != @isolated6 drop\n  }\n");
  }
}
