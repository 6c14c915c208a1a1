package io.beanpod.linux.netlink;

import io.beanpod.linux.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A route of unicast traffic, of any table.
 *
 * @param network where it leads, its bits behind the prefix 0
 * @param prefix how many bits of it count: 0 for the default route
 * @param gateway that it goes through, unless the network is at hand
 * @param link the interface's index; 0 for one with several
 * @param source the address that is used for it, if the route says one
 * @param table 254 for the main one
 */
public record Route(
    IpAddress network,
    int prefix,
    Optional<IpAddress> gateway,
    int link,
    Optional<IpAddress> source,
    int table) {
  /** The table of routes that name no other. */
  public static final int RT_TABLE_MAIN = 254;

  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;
  private static final int RTM_GETROUTE = 26;
  private static final int STRUCTURE = 12; // struct rtmsg
  private static final int FAMILY = 0;
  private static final int PREFIX = 1;
  private static final int TABLE = 4;
  private static final int PROTOCOL = 5;
  private static final int SCOPE = 6;
  private static final int TYPE = 7;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_TABLE = 15;
  private static final int RTPROT_BOOT = 3; // what `ip route add` says
  private static final int RT_SCOPE_LINK = 253;
  private static final int RTN_UNICAST = 1;

  /** Every route of unicast traffic in the namespace. */
  public static List<Route> all(Netlink netlink) throws IOException {
    List<Route> all = new ArrayList<>();
    for (Answer answer : netlink.dump(new Request("list routes", RTM_GETROUTE, 0, STRUCTURE))) {
      int family = answer.uint8(FAMILY);
      if (answer.uint8(TYPE) != RTN_UNICAST || family != Family.INET && family != Family.INET6) {
        continue;
      }
      Attributes attributes = answer.attributes(STRUCTURE);
      IpAddress any = IpAddress.of(new byte[family == Family.INET ? 4 : 16]);
      all.add(
          new Route(
              address(attributes, RTA_DST).orElse(any),
              answer.uint8(PREFIX),
              address(attributes, RTA_GATEWAY),
              attributes.int32(RTA_OIF, 0),
              address(attributes, RTA_PREFSRC),
              attributes.int32(RTA_TABLE, answer.uint8(TABLE))));
    }
    return all;
  }

  /** Makes the route for everything that no other leads to. */
  public static Request addDefault(IpAddress gateway, int link) {
    return new Request(
            "add default route via " + gateway,
            RTM_NEWROUTE,
            Request.NLM_F_CREATE | Request.NLM_F_EXCL,
            STRUCTURE)
        .set8(FAMILY, Family.of(gateway))
        .set8(TABLE, RT_TABLE_MAIN)
        .set8(PROTOCOL, RTPROT_BOOT)
        .set8(TYPE, RTN_UNICAST)
        .attribute(RTA_GATEWAY, gateway.bytes())
        .attribute(RTA_OIF, link);
  }

  /** Makes the route to a network that is at hand; EEXIST where there is one to that network. */
  public static Request add(IpAddress network, int prefix, int link) {
    int flags = Request.NLM_F_CREATE | Request.NLM_F_EXCL;
    return atHand("add", RTM_NEWROUTE, flags, network, prefix, link);
  }

  /** Removes what {@link #add} made. */
  public static Request delete(IpAddress network, int prefix, int link) {
    return atHand("delete", RTM_DELROUTE, 0, network, prefix, link);
  }

  private static Request atHand(
      String what, int type, int flags, IpAddress network, int prefix, int link) {
    return new Request(what + " route to " + network + "/" + prefix, type, flags, STRUCTURE)
        .set8(FAMILY, Family.of(network))
        .set8(PREFIX, prefix)
        .set8(TABLE, RT_TABLE_MAIN)
        .set8(PROTOCOL, RTPROT_BOOT)
        .set8(SCOPE, network.isV4() ? RT_SCOPE_LINK : 0)
        .set8(TYPE, RTN_UNICAST)
        .attribute(RTA_DST, network.bytes())
        .attribute(RTA_OIF, link);
  }

  private static Optional<IpAddress> address(Attributes attributes, int type)
      throws MalformedAnswer {
    byte[] bytes = attributes.bytes(type);
    return bytes.length == 0 ? Optional.empty() : Optional.of(IpAddress.of(bytes));
  }
}
