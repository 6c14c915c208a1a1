package io.beanpod.cli.describe;

import io.beanpod.cli.text.Selectors;
import io.beanpod.linux.IpAddress;
import io.beanpod.model.Json;
import io.beanpod.model.Service;
import io.beanpod.model.ServicePort;
import io.beanpod.network.service.Endpoint;
import io.beanpod.network.service.Endpoints;
import io.beanpod.store.Stored;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A Service, as {@code kubectl describe service} shows it. */
public final class ServiceDescription {
  private static final String UNSET = "<unset>";
  private static final String NONE = "<none>";
  private static final int SHOWN = 3;

  private final Map<String, Object> spec;
  private final List<String> lines = new ArrayList<>();

  private ServiceDescription(Map<String, Object> spec) {
    this.spec = spec;
  }

  /**
   * The text.
   *
   * @param pods of its namespace
   */
  public static String of(Stored stored, List<StoredPod> pods) {
    Map<String, Object> spec = Json.object(stored.tree().get("spec"));
    return Head.of(stored, new ServiceDescription(spec).lines(stored, pods));
  }

  private String[] lines(Stored stored, List<StoredPod> pods) {
    put("Selector", Selectors.labels(spec.get("selector")));
    put("Type", Json.string(spec.get("type")));
    putIfAny("IP Family Policy", Json.string(spec.get("ipFamilyPolicy")));
    putIfAny("IP Families", joined("ipFamilies"));
    put("IP", Json.string(spec.get("clusterIP")));
    put("IPs", joined("clusterIPs").isEmpty() ? NONE : joined("clusterIPs"));
    putIfAny("External IPs", joined("externalIPs"));
    putIfAny("External Name", Json.string(spec.get("externalName")));
    List<String> ingress = new ArrayList<>();
    for (Object each : Json.list(Json.at(stored.tree(), "status", "loadBalancer", "ingress"))) {
      Map<String, Object> at = Json.object(each);
      ingress.add(Json.string(at.get("ip")) + " (" + Json.string(at.get("ipMode")) + ")");
    }
    putIfAny("LoadBalancer Ingress", String.join(", ", ingress));
    ports(Service.of(stored.tree(), "service/" + stored.name()), pods);
    put("Session Affinity", Json.string(spec.get("sessionAffinity")));
    putIfAny("External Traffic Policy", Json.string(spec.get("externalTrafficPolicy")));
    putIfAny("Internal Traffic Policy", Json.string(spec.get("internalTrafficPolicy")));
    putIfAny("TrafficDistribution", Json.string(spec.get("trafficDistribution")));
    putIfAny("LoadBalancer Source Ranges", joined("loadBalancerSourceRanges"));
    put("Events", NONE);
    return lines.toArray(new String[0]);
  }

  private void ports(Service service, List<StoredPod> pods) {
    List<Endpoint> endpoints = Endpoints.of(service, pods);
    for (ServicePort port : service.spec().ports()) {
      String name = port.name().isEmpty() ? UNSET : port.name();
      put("Port", name + "  " + port.port() + "/" + port.protocol());
      put("TargetPort", port.targetPort() + "/" + port.protocol());
      if (port.nodePort() > 0) {
        put("NodePort", name + "  " + port.nodePort() + "/" + port.protocol());
      }
      put("Endpoints", text(endpoints, port));
    }
  }

  /** Those that are ready, three at the most. */
  private static String text(List<Endpoint> endpoints, ServicePort port) {
    List<String> texts = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      OptionalInt number = endpoint.port(port);
      Optional<IpAddress> address = endpoint.addresses().stream().findFirst();
      if (endpoint.ready() && number.isPresent() && address.isPresent()) {
        boolean v4 = address.get().isV4();
        String host = v4 ? address.get().toString() : "[" + address.get() + "]";
        texts.add(host + ":" + number.getAsInt());
      }
    }
    if (texts.isEmpty()) {
      return NONE;
    }
    int more = texts.size() - SHOWN;
    return more <= 0
        ? String.join(",", texts)
        : String.join(",", texts.subList(0, SHOWN)) + " + " + more + " more...";
  }

  private String joined(String field) {
    return String.join(",", Json.list(spec.get(field)).stream().map(Json::string).toList());
  }

  private void put(String label, String value) {
    lines.add(label);
    lines.add(value);
  }

  private void putIfAny(String label, String value) {
    if (!value.isEmpty()) {
      put(label, value);
    }
  }
}
