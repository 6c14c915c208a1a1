package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The unified hierarchy.
 *
 * @param root the cgroup that ours lie below: the root of the hierarchy, or a delegated one
 */
record V2Driver(Path root) implements CgroupDriver {

  @Override
  public String kind() {
    return "v2";
  }

  /**
   * From the root down, every parent hands its controllers on before the next directory is made; a
   * leaf does not, since only cgroups that hand on nothing may hold processes.
   */
  @Override
  public Cgroup create(String path) throws IOException {
    List<String> names = CgroupPath.of(path).names();
    List<Path> made = new ArrayList<>();
    try {
      List<String> controllers = V2SubtreeControl.wanted(root);
      V2SubtreeControl.enableInHome(root, controllers);
      Path directory = root;
      for (String name : names) {
        if (!directory.equals(root)) {
          V2SubtreeControl.enable(directory, controllers);
        }
        directory = directory.resolve(name);
        Directories.make(directory, made);
      }
      return new V2Cgroup(path, directory);
    } catch (IOException e) {
      Directories.undo(made, e);
      throw e;
    }
  }

  @Override
  public Cgroup cgroup(String path) {
    return new V2Cgroup(path, CgroupPath.of(path).below(root));
  }

  @Override
  public List<String> children(String path) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path child : Directories.below(CgroupPath.of(path).below(root))) {
      names.add(child.getFileName().toString());
    }
    names.sort(null);
    return names;
  }

  @Override
  public void protectAsBelow(String path) throws IOException {
    V2Protection.asBelow(CgroupPath.of(path).below(root));
  }

  @Override
  public Optional<String> whyNoHugePages() throws IOException {
    if (V2SubtreeControl.words(root, "cgroup.controllers").contains(V2HugePages.CONTROLLER)) {
      return Optional.empty();
    }
    // Every cgroup but the hierarchy's root has a type.
    String remedy =
        ControlFile.exists(root, "cgroup.type")
            ? "the cgroups above it do not hand it on, systemd never does: echo +hugetlb >"
                + " cgroup.subtree_control, in each from the hierarchy's root down"
            : "boot without cgroup_disable=hugetlb, a kernel with CONFIG_CGROUP_HUGETLB=y";
    return Optional.of(
        "the controller hugetlb is not in " + root.resolve("cgroup.controllers") + "; " + remedy);
  }

  @Override
  public List<String> hierarchies() {
    return List.of();
  }
}
