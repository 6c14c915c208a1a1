package io.beanpod.linux.netlink;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network interface.
 *
 * @param index by which the kernel knows it, in its network namespace
 * @param name up to 15 bytes
 * @param alias what {@link #alias} says of it; may be empty
 * @param kind {@code bridge}, {@code veth}, …; empty for hardware and the loopback
 * @param mac six bytes, as {@code 0a:58:0a:58:00:02}; empty if it has none
 * @param mtu the largest packet in bytes
 * @param up whether it is switched on
 * @param bridge index of the bridge that it is a port of, 0 if of none
 * @param peer index of the other end of a veth, in that one's namespace; else 0
 */
public record Link(
    int index,
    String name,
    String alias,
    String kind,
    String mac,
    int mtu,
    boolean up,
    int bridge,
    int peer) {
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_DELLINK = 17;
  private static final int RTM_GETLINK = 18;
  private static final int STRUCTURE = 16; // struct ifinfomsg
  private static final int INDEX = 4;
  private static final int FLAGS = 8;
  private static final int CHANGE = 12;
  private static final int IFF_UP = 1;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_IFALIAS = 20;
  private static final int IFLA_NET_NS_FD = 28;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_INFO_SLAVE_KIND = 4;
  private static final int IFLA_INFO_SLAVE_DATA = 5;
  private static final int IFLA_BRPORT_MODE = 4;
  private static final int IFLA_BRPORT_GROUP_FWD_MASK = 31;

  /** 16 bits, of a little-endian machine; without that of pause frames, which the kernel drops. */
  private static final byte[] ALL_GROUPS = {(byte) 0xfd, (byte) 0xff};

  private static final int VETH_INFO_PEER = 1;

  /** Every interface of the namespace. */
  public static List<Link> all(Netlink netlink) throws IOException {
    List<Link> links = new ArrayList<>();
    for (Answer answer : netlink.dump(new Request("list links", RTM_GETLINK, 0, STRUCTURE))) {
      links.add(of(answer));
    }
    return links;
  }

  /** The interface of that name, if there is one. */
  public static Optional<Link> find(Netlink netlink, String name) throws IOException {
    Request request = new Request("get link " + name, RTM_GETLINK, 0, STRUCTURE);
    try {
      return Optional.of(of(netlink.get(request.attribute(IFLA_IFNAME, name))));
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENODEV) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The interface of that name, which was made just now.
   *
   * @throws IOException if it is gone already
   */
  public static Link made(Netlink netlink, String name) throws IOException {
    return find(netlink, name)
        .orElseThrow(
            () -> new IOException("interface " + name + ": another program removed it meanwhile"));
  }

  /** Makes a bridge, switched off; EEXIST if there is an interface of that name. */
  public static Request bridge(String name, String mac) {
    return add(name, 0)
        .attribute(IFLA_ADDRESS, macBytes(mac))
        .begin(IFLA_LINKINFO)
        .attribute(IFLA_INFO_KIND, "bridge")
        .end();
  }

  /**
   * Makes an ifb, switched on: what is redirected to it goes through its queue, and then on where
   * it came from. EOPNOTSUPP if the kernel has none.
   *
   * @param mtu in bytes
   */
  public static Request ifb(String name, int mtu) {
    return add(name, IFF_UP)
        .attribute(IFLA_MTU, mtu)
        .begin(IFLA_LINKINFO)
        .attribute(IFLA_INFO_KIND, "ifb")
        .end();
  }

  /**
   * One end of a veth pair.
   *
   * @param name up to 15 bytes
   * @param mtu in bytes
   */
  public record End(String name, int mtu) {}

  /**
   * Makes a veth pair, of which one end is a port of a bridge here and the other one lies in
   * another namespace. The one there has to be switched on: it has no other end before it exists.
   *
   * @param bridge index of the bridge
   * @param mac of the end there: six bytes, as {@code 0a:58:0a:58:00:02}; the one here gets one of
   *     the kernel's
   * @param network the other namespace, by its descriptor
   */
  public static Request veth(End here, int bridge, End there, String mac, Fd network) {
    return add(here.name(), IFF_UP)
        .attribute(IFLA_MTU, here.mtu())
        .attribute(IFLA_MASTER, bridge)
        .begin(IFLA_LINKINFO)
        .attribute(IFLA_INFO_KIND, "veth")
        .begin(IFLA_INFO_DATA)
        .begin(VETH_INFO_PEER)
        .structure(new byte[STRUCTURE])
        .attribute(IFLA_IFNAME, there.name())
        .attribute(IFLA_ADDRESS, macBytes(mac))
        .attribute(IFLA_MTU, there.mtu())
        .attribute(IFLA_NET_NS_FD, network.number())
        .end()
        .end()
        .end();
  }

  /** Writes at an interface what it is for, as {@code ip link} shows it; up to 255 bytes. */
  public static Request alias(String name, String alias) {
    return new Request("set alias of link " + name, RTM_NEWLINK, 0, STRUCTURE)
        .attribute(IFLA_IFNAME, name)
        .attribute(IFLA_IFALIAS, alias);
  }

  /**
   * Sets a port of a bridge up for a host that is not trusted. Packets may go back to the port they
   * came from: a pod's to itself, by way of an address that is translated. And frames to the
   * addresses that are kept for bridges, 01:80:c2:00:00:0X, take the way of all others, past the
   * packet filter, where the bridge would else learn their sender without looking.
   *
   * @param port by its name
   */
  public static Request guard(String port) {
    return new Request("set up bridge port " + port, RTM_NEWLINK, 0, STRUCTURE)
        .attribute(IFLA_IFNAME, port)
        .begin(IFLA_LINKINFO)
        .attribute(IFLA_INFO_SLAVE_KIND, "bridge")
        .begin(IFLA_INFO_SLAVE_DATA)
        .attribute8(IFLA_BRPORT_MODE, 1)
        .attribute(IFLA_BRPORT_GROUP_FWD_MASK, ALL_GROUPS)
        .end()
        .end();
  }

  /** Switches an interface on. */
  public static Request switchOn(int index) {
    return new Request("switch on link " + index, RTM_NEWLINK, 0, STRUCTURE)
        .set32(INDEX, index)
        .set32(FLAGS, IFF_UP)
        .set32(CHANGE, IFF_UP);
  }

  /** Removes an interface; with one end of a veth pair goes the other. */
  public static Request delete(int index) {
    return new Request("delete link " + index, RTM_DELLINK, 0, STRUCTURE).set32(INDEX, index);
  }

  private static Request add(String name, int flags) {
    return new Request(
            "add link " + name, RTM_NEWLINK, Request.NLM_F_CREATE | Request.NLM_F_EXCL, STRUCTURE)
        .set32(FLAGS, flags)
        .set32(CHANGE, flags)
        .attribute(IFLA_IFNAME, name);
  }

  private static Link of(Answer answer) throws MalformedAnswer {
    Attributes attributes = answer.attributes(STRUCTURE);
    String kind = attributes.nested(IFLA_LINKINFO).string(IFLA_INFO_KIND);
    return new Link(
        answer.int32(INDEX),
        attributes.string(IFLA_IFNAME),
        attributes.string(IFLA_IFALIAS),
        kind,
        macText(attributes.bytes(IFLA_ADDRESS)),
        attributes.int32(IFLA_MTU, 0),
        (answer.int32(FLAGS) & IFF_UP) != 0,
        attributes.int32(IFLA_MASTER, 0),
        kind.equals("veth") ? attributes.int32(IFLA_LINK, 0) : 0);
  }

  private static byte[] macBytes(String mac) {
    byte[] bytes = new byte[6];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(mac, 3 * i, 3 * i + 2, 16);
    }
    return bytes;
  }

  private static String macText(byte[] mac) {
    StringBuilder text = new StringBuilder();
    for (byte b : mac) {
      text.append(text.isEmpty() ? "" : ":");
      text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }
}
