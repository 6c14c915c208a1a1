package io.beanpod.cli.inspect;

import io.beanpod.cli.text.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code inspect} for people: tables, and the commands to check them with. */
final class PodText {
  private static final String INDENT = "  ";

  private final PodView view;
  private final StringBuilder out = new StringBuilder();

  PodText(PodView view) {
    this.view = view;
  }

  String render() {
    out.append("Pod ").append(view.pod().namespace()).append('/').append(view.pod().name());
    out.append(", uid ").append(view.pod().uid()).append(", ").append(view.pod().phase());
    out.append("\n\nProcesses\n").append(processes());
    out.append("\nNamespaces, by inode\n").append(namespaces());
    out.append(INDENT)
        .append("(host) the host's own   (pod) held by the pause, shared by the pod's ");
    out.append("containers   (own) this container's alone\n");
    if (view.network().isPresent()) {
      out.append("\nNetwork\n").append(new NetworkText(view.network().get(), netns()).render());
    }
    view.cni().ifPresent(cni -> out.append(CniText.of(cni)));
    out.append("\nSeccomp, the filter of system calls\n").append(seccomp());
    out.append("\nCgroups\n").append(cgroups());
    overlays();
    checks();
    return out.toString();
  }

  private String processes() {
    ProcessView pause = view.pause();
    Table table = new Table().row("NAME", "HOST PID", "PID IN POD", "PID INSIDE", "STATE");
    table.row(
        "pause",
        pause.hostPid(),
        pause.podPid(),
        pause.innermostPid(),
        pause.pids().isEmpty() ? "gone" : "running");
    for (ContainerView container : view.containers()) {
      ProcessView process = container.process();
      table.row(
          container.container().name(),
          process.hostPid(),
          process.podPid(),
          process.innermostPid(),
          container.state());
    }
    return table.render(INDENT);
  }

  private String namespaces() {
    Table table = new Table();
    List<String> header = new ArrayList<>(List.of("TYPE", "HOST", "PAUSE"));
    for (ContainerView container : view.containers()) {
      header.add(container.container().name());
    }
    table.row(header.toArray(new String[0]));
    for (String kind : Namespaces.KINDS) {
      List<String> row = new ArrayList<>();
      row.add(kind);
      row.add(String.valueOf(view.host().inodes().get(kind)));
      row.add(namespace(kind, view.pause().namespaces()));
      for (ContainerView container : view.containers()) {
        row.add(namespace(kind, container.process().namespaces()));
      }
      table.row(row.toArray(new String[0]));
    }
    return table.render(INDENT);
  }

  private String namespace(String kind, Namespaces namespaces) {
    String owner = namespaces.owner(kind, view.host(), view.pause().namespaces());
    return owner.isEmpty() ? "-" : namespaces.inodes().get(kind) + " (" + owner + ")";
  }

  private String seccomp() {
    Table table = new Table().row("NAME", "PROFILE", "MODE", "FILTERS");
    for (ContainerView container : view.containers()) {
      String name = container.container().name();
      SeccompView seccomp = container.process().seccomp();
      String profile = SeccompView.profile(view.pod().tree(), name);
      table.row(name, profile, seccomp.modeText(), seccomp.filtersText());
    }
    return table.render(INDENT);
  }

  private String netns() {
    String inode = view.pause().namespaces().inodes().get("net") + "";
    return inode + view.runtime().netns().map(file -> ", bound on " + file).orElse("");
  }

  private String cgroups() {
    Table table = new Table().row("NAME", "CONTROLLERS", "DIRECTORY");
    addCgroups(table, "pause", view.pause());
    for (ContainerView container : view.containers()) {
      addCgroups(table, container.container().name(), container.process());
    }
    return table.render(INDENT);
  }

  /** Those below the pod's cgroup: in other hierarchies a process stays where its parent was. */
  private void addCgroups(Table table, String name, ProcessView process) {
    String own = "/" + view.runtime().cgroup();
    for (Map.Entry<String, String> cgroup : process.cgroups().entrySet()) {
      if (!view.runtime().cgroup().isEmpty() && cgroup.getValue().contains(own)) {
        table.row(name, cgroup.getKey(), cgroup.getValue());
      }
    }
  }

  private void overlays() {
    for (ContainerView view : view.containers()) {
      out.append("\nOverlay of ").append(view.container().name());
      out.append(view.image().isEmpty() ? "" : ", image " + view.image()).append('\n');
      Table table = new Table();
      List<Path> layers = view.container().layers();
      view.container().upper().ifPresent(upper -> table.row("upper", upper.toString(), "writable"));
      for (int i = layers.size() - 1; i >= 0; i--) {
        table.row("lower", layers.get(i).toString(), "layer " + (i + 1) + " of " + layers.size());
      }
      out.append(table.render(INDENT));
    }
  }

  private void checks() {
    if (view.pause().pids().isEmpty()) {
      return;
    }
    String pause = view.pause().hostPid();
    out.append("\nCheck it yourself\n");
    check("pstree -p " + pause);
    check("readlink /proc/self/ns/* /proc/" + pause + "/ns/*");
    for (ContainerView container : view.containers()) {
      if (!container.process().pids().isEmpty()) {
        String pid = container.process().hostPid();
        check("readlink /proc/" + pid + "/ns/*");
        check("grep -e NSpid -e Seccomp /proc/" + pid + "/status; cat /proc/" + pid + "/cgroup");
      }
    }
    String enter = "nsenter -t " + pause + " -n";
    Optional<Path> name = view.runtime().netns().filter(file -> file.startsWith("/run/netns"));
    if (name.isPresent()) { // ip netns knows no other directory
      check("ip netns identify " + pause);
      enter = "ip netns exec " + name.get().getFileName();
    }
    check(enter + " ip addr");
    check(enter + " ss -lntup");
  }

  private void check(String command) {
    out.append(INDENT).append(command).append('\n');
  }
}
