package io.beanpod.network.cni;

import java.util.List;

/**
 * How a pod's CNI network is.
 *
 * @param network its name
 * @param plugins the types of its plugins, in their order
 * @param ips the pod's addresses
 * @param check what the plugins say of it now
 */
public record CniReport(String network, List<String> plugins, List<String> ips, Check check) {
  public CniReport {
    plugins = List.copyOf(plugins);
    ips = List.copyOf(ips);
  }

  /** The outcome of CHECK. */
  public sealed interface Check {
    /** All is as it was made. */
    record Passed() implements Check {}

    /** Something is not, and what. */
    record Failed(String problem) implements Check {}

    /** The plugins can't be asked, and why. */
    record Skipped(String why) implements Check {}
  }
}
