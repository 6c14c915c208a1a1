package io.beanpod.network.service;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Service;
import io.beanpod.model.ServicePort;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The variables by which containers find the Services that were there before their pod: upstream's
 * {@code envvars.FromServices}. First {@code WEB_SERVICE_HOST} and {@code WEB_SERVICE_PORT}, then
 * those that Docker's links had.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">
 *     environment variables</a>
 */
public final class ServiceEnvironment {
  private ServiceEnvironment() {}

  /** Those of the Services of a namespace that have an address, by name. */
  public static Map<String, String> of(Root root, String namespace) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    ObjectStore store = new ObjectStore(root);
    for (StoredObject object : store.list(ObjectKind.SERVICE, namespace)) {
      // One that is corrupt is told of with the rules, which have to do without it as well.
      Optional<Service> service = StoredServices.decode(store, object, problem -> {});
      if (service.isPresent() && !service.get().spec().clusterIPs().isEmpty()) {
        add(variables, service.get());
      }
    }
    return variables;
  }

  static void add(Map<String, String> variables, Service service) {
    String name = variable(service.name());
    IpAddress ip = service.spec().clusterIPs().get(0);
    variables.put(name + "_SERVICE_HOST", ip.toString());
    variables.put(name + "_SERVICE_PORT", service.spec().ports().get(0).port() + "");
    for (ServicePort port : service.spec().ports()) {
      if (!port.name().isEmpty()) {
        variables.put(name + "_SERVICE_PORT_" + variable(port.name()), port.port() + "");
      }
    }
    boolean first = true;
    for (ServicePort port : service.spec().ports()) {
      String protocol = port.protocol().name();
      String lower = protocol.toLowerCase(Locale.ROOT);
      String url = lower + "://" + (ip.isV4() ? ip + "" : "[" + ip + "]") + ":" + port.port();
      if (first) {
        variables.put(name + "_PORT", url);
        first = false;
      }
      String prefix = name + "_PORT_" + port.port() + "_" + protocol;
      variables.put(prefix, url);
      variables.put(prefix + "_PROTO", lower);
      variables.put(prefix + "_PORT", port.port() + "");
      variables.put(prefix + "_ADDR", ip.toString());
    }
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
