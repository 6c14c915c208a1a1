package io.beanpod.cli.inspect;

import io.beanpod.network.cni.CniReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code inspect -o json}. */
final class PodTree {
  private PodTree() {}

  static Map<String, Object> of(PodView view) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", view.pod().name());
    tree.put("namespace", view.pod().namespace());
    tree.put("uid", view.pod().uid());
    tree.put("phase", view.pod().phase());
    tree.put("hostNamespaces", new LinkedHashMap<String, Object>(view.host().inodes()));
    view.runtime().netns().ifPresent(netns -> tree.put("netns", netns.toString()));
    view.cni().ifPresent(cni -> tree.put("cni", cni(cni)));
    tree.put("pause", process(view, view.pause()));
    List<Object> containers = new ArrayList<>();
    for (ContainerView container : view.containers()) {
      containers.add(container(view, container));
    }
    tree.put("containers", containers);
    view.network().ifPresent(network -> tree.put("network", new NetworkTree(network).tree()));
    return tree;
  }

  private static Map<String, Object> cni(CniReport report) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("network", report.network());
    tree.put("plugins", new ArrayList<Object>(report.plugins()));
    tree.put("ips", new ArrayList<Object>(report.ips()));
    tree.put("check", CniText.check(report));
    return tree;
  }

  private static Map<String, Object> container(PodView view, ContainerView container) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", container.container().name());
    tree.put("id", container.container().id());
    tree.put("image", container.image());
    tree.put("state", container.state());
    tree.putAll(process(view, container.process()));
    Map<String, Object> seccomp = new LinkedHashMap<>();
    seccomp.put("profile", SeccompView.profile(view.pod().tree(), container.container().name()));
    if (container.process().seccomp().mode() >= 0) {
      seccomp.put("mode", container.process().seccomp().mode());
    }
    tree.put("seccomp", seccomp);
    Map<String, Object> overlay = new LinkedHashMap<>();
    List<Object> lower = new ArrayList<>();
    for (Path layer : container.container().layers()) {
      lower.add(layer.toString());
    }
    overlay.put("lowerBottomFirst", lower);
    container.container().upper().ifPresent(upper -> overlay.put("upper", upper.toString()));
    tree.put("overlay", overlay);
    return tree;
  }

  private static Map<String, Object> process(PodView view, ProcessView process) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!process.pids().isEmpty()) {
      tree.put("hostPid", process.pids().get(0));
    }
    tree.put("pids", new ArrayList<Object>(process.pids())); // from the host's namespace inwards
    Map<String, Object> namespaces = new LinkedHashMap<>();
    for (Map.Entry<String, Long> entry : process.namespaces().inodes().entrySet()) {
      String owner =
          process.namespaces().owner(entry.getKey(), view.host(), view.pause().namespaces());
      Map<String, Object> namespace = new LinkedHashMap<>();
      namespace.put("inode", entry.getValue());
      namespace.put("of", owner);
      namespaces.put(entry.getKey(), namespace);
    }
    tree.put("namespaces", namespaces);
    tree.put("cgroups", new LinkedHashMap<String, Object>(process.cgroups()));
    return tree;
  }
}
