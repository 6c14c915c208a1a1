package io.beanpod.network;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
   * @return what is missing to switch it on; empty where it is as it should be
   * @throws IOException if the kernel refuses
   */
  static Optional<String> set(String bridge, boolean on) throws IOException {
    Optional<String> missing = on && !Files.exists(SYSCTLS) ? load() : Optional.empty();
    if (Files.exists(SYSCTLS)) { // else it was never on
      Path settings = Path.of("/sys/class/net").resolve(bridge).resolve("bridge");
      for (String family : FAMILIES) {
        Files.writeString(settings.resolve("nf_call_" + family), on ? "1" : "0");
      }
    }
    return missing;
  }

  /** The module means every bridge of the host when it comes; ours alone is meant. */
  private static Optional<String> load() throws IOException {
    String reason = modprobe();
    if (!Files.exists(SYSCTLS)) {
      return Optional.of(
          "this host has no br_netfilter, which shows the packet filter what passes the pods' bridge"
              + " (CONFIG_BRIDGE_NETFILTER; modprobe br_netfilter: "
              + reason
              + ")");
    }
    for (String family : FAMILIES) {
      Files.writeString(SYSCTLS.resolve("bridge-nf-call-" + family), "0");
    }
    Files.writeString(SYSCTLS.resolve("bridge-nf-call-arptables"), "0");
    return Optional.empty();
  }

  /** What came of it, in its own words. */
  private static String modprobe() throws IOException {
    Process process;
    try {
      process = new ProcessBuilder("modprobe", "br_netfilter").redirectErrorStream(true).start();
    } catch (IOException e) {
      return "there is no modprobe here";
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      return output.isBlank() ? "exit status " + status : output.strip().lines().findFirst().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("modprobe br_netfilter: interrupted");
    }
  }
}
