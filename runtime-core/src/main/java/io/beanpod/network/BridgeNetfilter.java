package io.beanpod.network;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether what passes the bridge from port to port is shown to the IP packet filter, as every
 * cluster's node has it: without that, a pod's answer to its neighbour would pass a Service's
 * translation by, and so would all packets the policies.
 *
 * @see <a href="https://docs.kernel.org/networking/ip-sysctl.html#proc-sys-net-bridge-variables">
 *     /proc/sys/net/bridge</a>
 */
final class BridgeNetfilter {
  private static final Path SYSCTLS = Path.of("/proc/sys/net/bridge");
  private static final String[] FAMILIES = {"iptables", "ip6tables"};

  private BridgeNetfilter() {}

  /**
   * Switches it on or off for one bridge; a host that has it on for all keeps it.
   *
   * @throws IOException if the kernel can't
   */
  static void set(String bridge, boolean on) throws IOException {
    if (on && !Files.exists(SYSCTLS)) {
      load();
    }
    if (!Files.exists(SYSCTLS)) {
      return; // it was never on
    }
    Path settings = Path.of("/sys/class/net").resolve(bridge).resolve("bridge");
    for (String family : FAMILIES) {
      Files.writeString(settings.resolve("nf_call_" + family), on ? "1" : "0");
    }
  }

  /** The module means every bridge of the host when it comes; ours alone is meant. */
  private static void load() throws IOException {
    try {
      new ProcessBuilder("modprobe", "br_netfilter").inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("modprobe br_netfilter: interrupted");
    }
    if (!Files.exists(SYSCTLS)) {
      throw new IOException(
          "Services and network policies: this kernel has no br_netfilter, which shows the packet"
              + " filter what passes the pods' bridge (CONFIG_BRIDGE_NETFILTER)");
    }
    for (String family : FAMILIES) {
      Files.writeString(SYSCTLS.resolve("bridge-nf-call-" + family), "0");
    }
  }
}
