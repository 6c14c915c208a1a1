package io.beanpod.network;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.netlink.Link;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.linux.netlink.Qdisc;
import io.beanpod.linux.netlink.Redirect;
import io.beanpod.linux.netlink.Request;
import io.beanpod.model.Bandwidth;
import io.beanpod.store.Root;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Holds a pod to its {@link Bandwidth} by token bucket filters, both on the host, where no
 * capability of the pod reaches: what the pod receives waits where its veth pair begins, and what
 * it sends takes a detour through the queue of an ifb of its own, as CNI's bandwidth plugin does.
 *
 * <p>The bucket is what flows in {@link #BURST_MILLIS} at that rate, and 16 KiB at least. The
 * container runtimes ask that plugin for one of 512 MiB, which most transfers never come to the end
 * of. A packet waits until the bucket has been filled for all before it, and is dropped where it
 * would be behind more than the bucket and {@link #QUEUE_MILLIS}: from 1.3 Mbit/s on it waits 125
 * ms at most, and with less, longer.
 */
final class Shaper {
  private static final int BURST_MILLIS = 100;

  /** A few full packets: with less, no full one would ever pass. */
  private static final long SMALLEST_BURST = 16 * 1024;

  /** What may wait beyond a bucket full: tbf's latency, with the bandwidth plugin's value. */
  private static final int QUEUE_MILLIS = 25;

  private static final String EGRESS = "egress of pod ";

  private static final long LARGEST = Integer.MAX_VALUE;

  private Shaper() {}

  /**
   * Puts the limits in force.
   *
   * @param link the host's end of the pod's veth pair
   * @param ifb the name of the interface to be made where what the pod sends is limited
   * @param alias of that interface
   */
  static void shape(Netlink host, Link link, String ifb, String alias, Bandwidth bandwidth)
      throws IOException {
    try {
      OptionalLong ingress = bandwidth.ingress();
      if (ingress.isPresent()) {
        host.execute(tbf(link.index(), ingress.getAsLong()));
      }
      OptionalLong egress = bandwidth.egress();
      if (egress.isPresent()) {
        host.execute(Link.ifb(ifb, link.mtu()), Link.alias(ifb, alias));
        int queue = Link.made(host, ifb).index();
        host.execute(
            tbf(queue, egress.getAsLong()),
            Qdisc.ingress(link.index()),
            Redirect.ofIngress(link.index(), queue));
      }
    } catch (SyscallException e) {
      if (e.errno() == Errno.EOPNOTSUPP || e.errno() == Errno.ENOENT) { // no such kind of thing
        throw new IOException(
            "bandwidth can't be limited: this kernel lacks what that takes, or can't load it: "
                + e.getMessage()
                + " (modprobe -a sch_tbf sch_ingress cls_u32 act_mirred ifb)",
            e);
      }
      throw e;
    }
  }

  /** What the interface that a pod sends through says of itself. */
  static String alias(Root root, String uid) {
    return EGRESS + uid + of(root);
  }

  /** Whether an interface says so, of any pod of this root. */
  static boolean isEgress(Root root, Link link) {
    int end = link.alias().indexOf(" of ", EGRESS.length());
    return link.alias().startsWith(EGRESS)
        && end > 0
        && link.alias().substring(end).equals(of(root));
  }

  private static String of(Root root) {
    return " of " + root.base();
  }

  private static Request tbf(int link, long bits) {
    long rate = bits / 8;
    long burst = Math.clamp(rate / 1000 * BURST_MILLIS, SMALLEST_BURST, LARGEST);
    long limit = Math.min(burst + rate / 1000 * QUEUE_MILLIS, LARGEST);
    return Qdisc.tbf(link, rate, (int) burst, (int) limit);
  }
}
