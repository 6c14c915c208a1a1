package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API server warns of in a pod's ports, which it accepts all the same: <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/api/pod/warnings.go">pkg/api/pod/warnings.go</a>.
 */
public final class PortWarnings {
  private record Place(String field, ContainerPort port) {}

  private PortWarnings() {}

  /** The warnings, in the API server's words; init containers come first there too. */
  public static List<String> of(PodSpec spec) {
    List<String> warnings = new ArrayList<>();
    Map<String, List<Place>> all = new LinkedHashMap<>();
    for (Container container : spec.allContainers()) {
      int index = 0;
      for (ContainerPort port : container.ports()) {
        Place place = new Place(container.path() + ".ports[" + index + "]", port);
        index++;
        if (port.hostIp().isPresent() && port.hostPort() == 0) {
          warnings.add(place.field() + ": hostIP set without hostPort: " + goText(port));
        }
        List<Place> others =
            all.computeIfAbsent(
                port.containerPort() + "/" + port.protocol(), k -> new ArrayList<>());
        for (Place other : others) {
          compare(place, other, warnings);
        }
        others.add(place);
      }
    }
    return warnings;
  }

  private static void compare(Place place, Place other, List<String> warnings) {
    ContainerPort one = place.port();
    ContainerPort two = other.port();
    String what = "";
    if (one.hostIp().equals(two.hostIp()) && one.hostPort() == two.hostPort()) {
      what = "duplicate";
    } else if (one.hostPort() == 0 || two.hostPort() == 0) {
      what = "overlapping";
    } else if (one.hostPort() == two.hostPort()
        && one.hostIp().isPresent() != two.hostIp().isPresent()) {
      what = "dangerously ambiguous";
    }
    if (!what.isEmpty()) {
      warnings.add(place.field() + ": " + what + " port definition with " + other.field());
    }
  }

  /** A struct as Go's {@code %+v} prints it. */
  private static String goText(ContainerPort port) {
    return "{Name:"
        + port.name().orElse("")
        + " HostPort:0 ContainerPort:"
        + port.containerPort()
        + " Protocol:"
        + port.protocol()
        + " HostIP:"
        + port.hostIp().orElseThrow()
        + "}";
  }
}
