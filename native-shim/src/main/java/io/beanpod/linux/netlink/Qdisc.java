package io.beanpod.linux.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A queueing discipline: how an interface sends what it is given.
 *
 * @param link the interface's index
 * @param kind {@code tbf}, {@code ingress}, {@code noqueue}, …
 * @param rate of a {@code tbf}, in bytes per second; else 0
 * @param bytes that it has sent
 * @param drops packets that it has dropped
 * @param overlimits how often a packet had to wait, or was dropped, for the rate
 * @see <a href="https://man7.org/linux/man-pages/man8/tc.8.html">tc(8)</a>
 */
public record Qdisc(int link, String kind, long rate, long bytes, long drops, long overlimits) {
  /** The handle of the {@code ingress} one, which filters of what comes in hang on. */
  static final int INGRESS = 0xffff0000;

  static final int STRUCTURE = 20; // struct tcmsg
  static final int LINK = 4;
  static final int PARENT = 12;
  static final int TCA_KIND = 1;
  static final int TCA_OPTIONS = 2;
  private static final int HANDLE = 8;

  private static final int RTM_NEWQDISC = 36;
  private static final int RTM_GETQDISC = 38;
  private static final int TCA_STATS2 = 7;
  private static final int TCA_STATS_BASIC = 1; // struct gnet_stats_basic: bytes in 64 bits
  private static final int TCA_STATS_QUEUE = 3; // struct gnet_stats_queue
  private static final int QUEUE_DROPS = 8;
  private static final int QUEUE_OVERLIMITS = 16;
  private static final int QUEUE_LENGTH = 20;
  private static final int TC_H_ROOT = -1;
  private static final int TC_H_INGRESS = -15;

  private static final int TCA_TBF_PARMS = 1;
  private static final int TCA_TBF_RATE64 = 4;
  private static final int TCA_TBF_BURST = 6;
  private static final int PARMS_LENGTH = 36; // struct tc_tbf_qopt
  private static final int PARMS_LINKLAYER = 1;
  private static final int PARMS_RATE = 8;
  private static final int PARMS_LIMIT = 24;
  private static final byte TC_LINKLAYER_ETHERNET = 1; // else a table of times would be needed

  /** Every one of the namespace, with its statistics. */
  public static List<Qdisc> all(Netlink netlink) throws IOException {
    List<Qdisc> all = new ArrayList<>();
    for (Answer answer : netlink.dump(new Request("list qdiscs", RTM_GETQDISC, 0, STRUCTURE))) {
      Attributes attributes = answer.attributes(STRUCTURE);
      String kind = attributes.string(TCA_KIND);
      Attributes statistics = attributes.nested(TCA_STATS2);
      ByteBuffer queue = structure(statistics, TCA_STATS_QUEUE, QUEUE_LENGTH);
      all.add(
          new Qdisc(
              answer.int32(LINK),
              kind,
              kind.equals("tbf") ? rate(attributes.nested(TCA_OPTIONS)) : 0,
              structure(statistics, TCA_STATS_BASIC, Long.BYTES).getLong(0),
              queue.getInt(QUEUE_DROPS) & 0xffffffffL,
              queue.getInt(QUEUE_OVERLIMITS) & 0xffffffffL));
    }
    return all;
  }

  /**
   * Lets an interface send with a limited rate: a token bucket filter.
   *
   * @param link the interface's index
   * @param rate bytes per second, at least 1
   * @param burst how many bytes may be sent at once: the size of the bucket
   * @param limit how many bytes may wait; what comes then is dropped
   * @see <a href="https://man7.org/linux/man-pages/man8/tc-tbf.8.html">tc-tbf(8)</a>
   */
  public static Request tbf(int link, long rate, int burst, int limit) {
    ByteBuffer parms = ByteBuffer.allocate(PARMS_LENGTH).order(ByteOrder.nativeOrder());
    parms.put(PARMS_LINKLAYER, TC_LINKLAYER_ETHERNET);
    parms.putInt(PARMS_RATE, (int) Math.min(rate, 0xffffffffL));
    parms.putInt(PARMS_LIMIT, limit);
    ByteBuffer rate64 = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    return add(link, "tbf", TC_H_ROOT)
        .begin(TCA_OPTIONS)
        .attribute(TCA_TBF_PARMS, parms.array())
        .attribute(TCA_TBF_RATE64, rate64.putLong(0, rate).array())
        .attribute(TCA_TBF_BURST, burst)
        .end();
  }

  /** Lets filters see what comes in at an interface. */
  public static Request ingress(int link) {
    return add(link, "ingress", TC_H_INGRESS).set32(HANDLE, INGRESS);
  }

  private static Request add(int link, String kind, int parent) {
    return new Request(
            "add qdisc " + kind + " to link " + link,
            RTM_NEWQDISC,
            Request.NLM_F_CREATE | Request.NLM_F_EXCL,
            STRUCTURE)
        .set32(LINK, link)
        .set32(PARENT, parent)
        .attribute(TCA_KIND, kind);
  }

  /** The kernel says it in 64 bits only where 32 are too few. */
  private static long rate(Attributes options) throws MalformedAnswer {
    if (options.has(TCA_TBF_RATE64)) {
      return structure(options, TCA_TBF_RATE64, Long.BYTES).getLong(0);
    }
    return structure(options, TCA_TBF_PARMS, PARMS_LENGTH).getInt(PARMS_RATE) & 0xffffffffL;
  }

  private static ByteBuffer structure(Attributes attributes, int type, int length)
      throws MalformedAnswer {
    byte[] bytes = attributes.bytes(type);
    if (bytes.length < length) {
      throw new MalformedAnswer("attribute " + type + " has " + bytes.length + " bytes");
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
