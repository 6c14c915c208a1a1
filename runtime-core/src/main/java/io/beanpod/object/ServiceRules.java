package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.Names;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.Problem;
import io.beanpod.model.ServiceDefaults;
import io.beanpod.model.ServiceSpec;
import io.beanpod.model.ServiceType;
import io.beanpod.network.HostAddress;
import io.beanpod.network.HostPortUse;
import io.beanpod.network.PodNetwork;
import io.beanpod.network.ServiceCidrs;
import io.beanpod.network.service.ServiceAllocation;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** {@code v1.Service}. */
final class ServiceRules implements KindRules {
  private static final String SPEC = "spec";

  @Override
  public ObjectKind kind() {
    return ObjectKind.SERVICE;
  }

  @Override
  public String allowedName(String name) {
    return Names.serviceName(name);
  }

  @Override
  public void prepareUpdate(Map<String, Object> old, Map<String, Object> now) {
    ServiceUpdate.prepare(Json.object(old.get(SPEC)), Json.object(now.get(SPEC)));
  }

  @Override
  public void fill(Map<String, Object> tree) {
    if (tree.get(SPEC) instanceof Map) {
      ServiceDefaults.fill(Json.object(tree.get(SPEC)));
    }
  }

  @Override
  public void check(Fields fields, ObjectMeta metadata) {
    Optional<Fields> spec = fields.object(SPEC);
    if (spec.isPresent()) {
      ServiceSpec.decode(spec.get());
    } else {
      fields.problem(SPEC, "required, but missing");
    }
  }

  /** A Service that had an address keeps it, unless it becomes an ExternalName. */
  @Override
  public void checkUpdate(
      Map<String, Object> old, Map<String, Object> now, List<Problem> problems) {
    String type = Json.string(Json.at(now, SPEC, "type"));
    String before = Json.string(Json.at(old, SPEC, "clusterIP"));
    String after = Json.string(Json.at(now, SPEC, "clusterIP"));
    if (!type.equals(ServiceType.ExternalName.name())
        && !before.isEmpty()
        && !after.isEmpty()
        && !after.equals(before)) {
      problems.add(
          new Problem(
              "spec.clusterIPs[0]",
              "Invalid value: [\""
                  + after
                  + "\"]: may not change once set (it is "
                  + before
                  + ")"));
    }
  }

  @Override
  public void reserve(Root root) throws IOException {
    ServiceCidrs.keep(root);
  }

  @Override
  public void admit(Root root, Optional<StoredObject> old, Map<String, Object> tree)
      throws IOException {
    List<StoredObject> others = new ArrayList<>(new ObjectStore(root).list(kind()));
    String uid = old.map(StoredObject::uid).orElse("");
    others.removeIf(other -> other.uid().equals(uid));
    String where = "service/" + Json.string(Json.at(tree, "metadata", "name"));
    ServiceAllocation allocation =
        new ServiceAllocation(
            ServiceCidrs.choose(root), HostAddress.read(), others, ThreadLocalRandom.current());
    List<Problem> problems = allocation.complete(old.map(StoredObject::tree), tree);
    if (problems.isEmpty()) {
      checkHostPorts(root, old, tree, problems);
    }
    if (problems.isEmpty()) { // what stayed of the former version may not fit to the new one
      ServiceSpec.decode(new Fields(Json.object(tree.get(SPEC)), SPEC, problems));
    }
    if (!problems.isEmpty()) {
      throw new InvalidManifest(where, problems);
    }
  }

  /** A load balancer's ports are the host's: none that it takes anew may be somebody's. */
  private static void checkHostPorts(
      Root root, Optional<StoredObject> old, Map<String, Object> tree, List<Problem> problems)
      throws IOException {
    List<String> had = old.isPresent() ? balancedPorts(old.get().tree()) : List.of();
    List<Object> ports = Json.list(Json.at(tree, SPEC, "ports"));
    List<String> wanted = balancedPorts(tree);
    for (int i = 0; i < wanted.size(); i++) {
      if (had.contains(wanted.get(i))) {
        continue;
      }
      Map<String, Object> port = Json.object(ports.get(i));
      Optional<String> owner =
          HostPortUse.owner(
              root,
              HostAddress.read(),
              Json.string(port.get("protocol")),
              (int) (long) (Long) port.get("port"));
      if (owner.isPresent()) {
        problems.add(
            new Problem(
                "spec.ports[" + i + "].port",
                "Invalid value: "
                    + port.get("port")
                    + ": the load balancer's address is this host's, and its port "
                    + wanted.get(i)
                    + " is taken by "
                    + owner.get()));
      }
    }
  }

  /** {@code 80/TCP} for each port of a Service that has a load balancer's address. */
  private static List<String> balancedPorts(Map<String, Object> tree) {
    List<String> ports = new ArrayList<>();
    if (!Json.list(Json.at(tree, "status", "loadBalancer", "ingress")).isEmpty()) {
      for (Object port : Json.list(Json.at(tree, SPEC, "ports"))) {
        ports.add(Json.object(port).get("port") + "/" + Json.object(port).get("protocol"));
      }
    }
    return ports;
  }

  @Override
  public void changed(Root root) throws IOException {
    new PodNetwork(root).sync();
  }
}
