package io.beanpod.network.cni;

import io.beanpod.model.NetworkAnnotation;
import io.beanpod.model.Pod;
import io.beanpod.model.Problem;
import io.beanpod.network.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a pod's CNI network needs of this host: found missing before anything is made. */
public final class CniRequirements {
  private static final String PATH = "metadata.annotations[" + NetworkAnnotation.KEY + "]";

  private CniRequirements() {}

  /**
   * Adds a problem for each thing that is missing.
   *
   * @param network the network's name
   */
  public static void check(String network, Pod pod, List<Problem> problems) {
    NetworkList list;
    String directories;
    try {
      directories = CniDirectories.plugins();
      list = NetworkLists.find(CniDirectories.lists(), network);
    } catch (IOException e) {
      problems.add(new Problem(PATH, e.getMessage()));
      return;
    }
    TreeSet<String> missing = new TreeSet<>();
    for (Map<String, Object> plugin : list.plugins()) {
      String type = plugin.get("type").toString();
      if (CniDirectories.find(directories, type).isEmpty()) {
        missing.add(type);
      }
    }
    for (String type : missing) {
      problems.add(
          new Problem(
              PATH,
              "cni plugin "
                  + type
                  + " of network "
                  + network
                  + " is not in "
                  + directories
                  + " (Debian's package of the standard ones: containernetworking-plugins)"));
    }
    Map<String, Object> wanted = RuntimeConfig.of(pod, "");
    if (wanted.containsKey(RuntimeConfig.PORT_MAPPINGS)
        && !list.takes(RuntimeConfig.PORT_MAPPINGS)) {
      problems.add(
          new Problem(
              PATH,
              "hostPort "
                  + HostPort.of(pod.spec(), "").get(0)
                  + " leads nowhere: "
                  + incapable(network, RuntimeConfig.PORT_MAPPINGS, "portmap")));
    }
    if (wanted.containsKey(RuntimeConfig.BANDWIDTH) && !list.takes(RuntimeConfig.BANDWIDTH)) {
      problems.add(
          new Problem(
              PATH,
              "bandwidth is not limited: "
                  + incapable(network, RuntimeConfig.BANDWIDTH, "bandwidth")));
    }
  }

  private static String incapable(String network, String capability, String plugin) {
    return "no plugin of network "
        + network
        + " has the capability "
        + capability
        + " (add the plugin "
        + plugin
        + ")";
  }
}
