package io.beanpod.network.cni;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What ADD has made, as far as the pod's status tells it.
 *
 * @see <a href="https://www.cni.dev/docs/spec/#add-success">Section 5: Result Types</a>
 */
final class AddResult {
  private AddResult() {}

  /**
   * The addresses of the pod's interface, those of IPv4 first, as containerd has them.
   *
   * @param network its name, for messages
   * @throws IOException if there is none: a pod must have one
   */
  static List<String> ips(String network, Map<String, Object> result) throws IOException {
    List<Object> interfaces = Json.list(result.get("interfaces"));
    List<String> v4 = new ArrayList<>();
    List<String> v6 = new ArrayList<>();
    for (Object ip : Json.list(result.get("ips"))) {
      Object index = Json.object(ip).get("interface");
      if (isPods(interfaces, index)) {
        IpAddress address = address(network, Json.string(Json.object(ip).get("address")));
        (address.isV4() ? v4 : v6).add(address.toString());
      }
    }
    v4.addAll(v6);
    if (v4.isEmpty()) {
      throw new IOException(
          "cni network "
              + network
              + ": its plugins gave "
              + Attachment.INTERFACE
              + " no address (ips of their result: "
              + Json.list(result.get("ips"))
              + ")");
    }
    return v4;
  }

  /** That of {@code 10.1.0.2/24}. */
  private static IpAddress address(String network, String cidr) throws IOException {
    Optional<IpAddress> address =
        IpAddress.parse(cidr.substring(0, Math.max(0, cidr.indexOf('/'))));
    if (address.isEmpty()) {
      throw new IOException(
          "cni network "
              + network
              + ": its plugins gave "
              + Attachment.INTERFACE
              + " \""
              + Chain.line(cidr)
              + "\", which is no address with a prefix, such as 10.1.0.2/24");
    }
    return address.get();
  }

  /** Plugins that make one interface need not say which has the address. */
  private static boolean isPods(List<Object> interfaces, Object index) {
    if (!(index instanceof Long number)) {
      return true;
    }
    return number >= 0
        && number < interfaces.size()
        && Attachment.INTERFACE.equals(Json.at(interfaces.get(number.intValue()), "name"));
  }
}
