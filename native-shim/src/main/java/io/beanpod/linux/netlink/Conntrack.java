package io.beanpod.linux.netlink;

import io.beanpod.linux.IpAddress;

/**
 * The connections that the packet filter keeps in mind, for {@link Netlink#netfilter}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/conntrack.8.html">conntrack(8)</a>
 */
public final class Conntrack {
  private static final int IPCTNL_MSG_CT_DELETE =
      1 << 8 | 2; // the first byte: NFNL_SUBSYS_CTNETLINK
  private static final int STRUCTURE = 4; // struct nfgenmsg
  private static final int FAMILY = 0;
  private static final int VERSION = 1;
  private static final int CTA_TUPLE_REPLY = 2;
  private static final int CTA_FILTER = 25;
  private static final int CTA_TUPLE_IP = 1;
  private static final int CTA_TUPLE_PROTO = 2;
  private static final int CTA_IP_V4_SRC = 1;
  private static final int CTA_IP_V6_SRC = 3;
  private static final int CTA_PROTO_NUM = 1;
  private static final int CTA_FILTER_ORIG_FLAGS = 1;
  private static final int CTA_FILTER_REPLY_FLAGS = 2;
  private static final int CTA_FILTER_F_CTA_IP_SRC = 1;
  private static final int CTA_FILTER_F_CTA_PROTO_NUM = 1 << 3;
  private static final int IPPROTO_UDP = 17;

  private Conntrack() {}

  /**
   * Forgets all UDP connections that are answered from an address: their next packets are new ones,
   * and what translates addresses is asked again. Needs Linux 5.8.
   */
  public static Request forgetUdp(IpAddress server) {
    return new Request("forget UDP connections to " + server, IPCTNL_MSG_CT_DELETE, 0, STRUCTURE)
        .set8(FAMILY, Family.of(server))
        .set8(VERSION, 1) // 0 means every family
        .begin(CTA_TUPLE_REPLY)
        .begin(CTA_TUPLE_IP)
        .attribute(server.isV4() ? CTA_IP_V4_SRC : CTA_IP_V6_SRC, server.bytes())
        .end()
        .begin(CTA_TUPLE_PROTO)
        .attribute8(CTA_PROTO_NUM, IPPROTO_UDP)
        .end()
        .end()
        .begin(CTA_FILTER)
        .attribute(CTA_FILTER_ORIG_FLAGS, 0)
        .attribute(CTA_FILTER_REPLY_FLAGS, CTA_FILTER_F_CTA_IP_SRC | CTA_FILTER_F_CTA_PROTO_NUM)
        .end();
  }
}
