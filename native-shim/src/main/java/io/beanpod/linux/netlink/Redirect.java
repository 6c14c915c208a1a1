package io.beanpod.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A filter that takes all that comes in at an interface through another one first: through an ifb,
 * which has a queue where what comes in has none.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/tc-mirred.8.html">tc-mirred(8)</a>
 */
public final class Redirect {
  private static final int RTM_NEWTFILTER = 44;
  private static final int INFO = 16;
  private static final int ETH_P_ALL = 3;
  private static final int TCA_U32_SEL = 5;
  private static final int TCA_U32_ACT = 7;
  private static final int SELECTOR = 16; // struct tc_u32_sel
  private static final int KEY = 16; // struct tc_u32_key
  private static final byte TC_U32_TERMINAL = 1;
  private static final int TCA_ACT_KIND = 1;
  private static final int TCA_ACT_OPTIONS = 2;
  private static final int TCA_MIRRED_PARMS = 2;
  private static final int TC_ACT_STOLEN = 4;
  private static final int TCA_EGRESS_REDIR = 1;

  private Redirect() {}

  /**
   * Adds the filter.
   *
   * @param from index of the interface, which has a {@link Qdisc#ingress}
   * @param to index of the other one
   */
  public static Request ofIngress(int from, int to) {
    ByteBuffer mirred = ByteBuffer.allocate(28).order(ByteOrder.nativeOrder()); // struct tc_mirred
    mirred.putInt(8, TC_ACT_STOLEN).putInt(20, TCA_EGRESS_REDIR).putInt(24, to);
    return new Request(
            "redirect what comes in at link " + from + " to link " + to,
            RTM_NEWTFILTER,
            Request.NLM_F_CREATE | Request.NLM_F_EXCL,
            Qdisc.STRUCTURE)
        .set32(Qdisc.LINK, from)
        .set32(Qdisc.PARENT, Qdisc.INGRESS)
        .set32(INFO, 1 << 16 | networkOrder(ETH_P_ALL)) // preference 1, of all protocols
        .attribute(Qdisc.TCA_KIND, "u32") // older than matchall, and in more kernels
        .begin(Qdisc.TCA_OPTIONS)
        .attribute(TCA_U32_SEL, everything())
        .begin(TCA_U32_ACT)
        .begin(1)
        .attribute(TCA_ACT_KIND, "mirred")
        .begin(TCA_ACT_OPTIONS)
        .attribute(TCA_MIRRED_PARMS, mirred.array())
        .end()
        .end()
        .end()
        .end();
  }

  /** A selector with one key, no bit of which has to match. */
  private static byte[] everything() {
    byte[] selector = new byte[SELECTOR + KEY];
    selector[0] = TC_U32_TERMINAL;
    selector[2] = 1;
    return selector;
  }

  private static int networkOrder(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? value
        : Short.reverseBytes((short) value) & 0xffff;
  }
}
