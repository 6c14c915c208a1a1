package io.beanpod.pod;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.model.Container;
import io.beanpod.model.HugePageResource;
import io.beanpod.model.MemoryQosAnnotations;
import io.beanpod.model.NetworkAnnotation;
import io.beanpod.model.Pod;
import io.beanpod.model.PodResources;
import io.beanpod.model.PodSpec;
import io.beanpod.model.Problem;
import io.beanpod.model.Quantity;
import io.beanpod.network.cni.CniRequirements;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pod asks for that not every host has: found missing before anything of it is made. */
final class HostResources {
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/hugepages");

  private HostResources() {}

  /** Adds a problem for each thing that this host lacks. */
  static void check(Root root, Pod pod, List<Problem> problems) throws IOException {
    if (MemoryQosAnnotations.factor(pod.metadata()).isPresent()
        && CgroupDriver.detect(root).kind().equals("v1")) {
      problems.add(
          new Problem(
              "metadata.annotations[" + MemoryQosAnnotations.KEY + "]",
              "needs cgroup v2, and this host has v1, which knows neither memory.min nor"
                  + " memory.high; boot with systemd.unified_cgroup_hierarchy=1, or leave it out"));
    }
    AppArmorCheck.check(pod, AppArmorCheck.ENABLED, problems);
    for (Container container : pod.spec().allContainers()) {
      CapabilityPlanner.check(container, pod.spec().shareProcessNamespace(), problems);
    }
    Optional<String> cni = NetworkAnnotation.cni(pod.metadata());
    if (cni.isPresent() && !pod.spec().hostNetwork()) {
      CniRequirements.check(cni.get(), pod, problems);
    }
    Map<String, Quantity> hugePages = PodResources.hugePageLimits(pod.spec());
    if (!hugePages.isEmpty()) {
      hugePages(pod.spec(), hugePages, HUGE_PAGES, problems);
      Optional<String> why = CgroupDriver.detect(root).whyNoHugePages();
      if (why.isPresent()) {
        String resource = hugePages.keySet().iterator().next();
        problems.add(new Problem(path(pod.spec(), resource), "cannot be limited: " + why.get()));
      }
    }
  }

  /**
   * Whether there are as many huge pages as the pod may use; who uses them now is not looked at.
   *
   * @param directory a directory for each size, such as {@code hugepages-2048kB}
   */
  static void hugePages(
      PodSpec spec, Map<String, Quantity> limits, Path directory, List<Problem> problems)
      throws IOException {
    for (Map.Entry<String, Quantity> limit : limits.entrySet()) {
      String resource = limit.getKey();
      long page = HugePageResource.pageBytes(resource).orElseThrow();
      Path file = directory.resolve("hugepages-" + page / 1024 + "kB/nr_hugepages");
      String size = HugePageResource.size(resource);
      if (page % 1024 != 0 || !Files.exists(file)) {
        problems.add(
            new Problem(
                path(spec, resource),
                "this host has no huge pages of " + size + "; see which it has: ls " + directory));
        continue;
      }
      long wanted = limit.getValue().value() / page;
      long there = Long.parseLong(Files.readString(file).strip());
      if (there < wanted) {
        problems.add(
            new Problem(
                path(spec, resource),
                "the pod may use "
                    + wanted
                    + " huge pages of "
                    + size
                    + ", and this host has "
                    + there
                    + "; reserve them: echo "
                    + wanted
                    + " > "
                    + file));
      }
    }
  }

  /** The field that says it first. */
  private static String path(PodSpec spec, String resource) {
    String owner = "spec";
    for (Container container : spec.initAndMainContainers()) {
      if (container.resources().limit(resource).isPresent()) {
        owner = container.path();
        break;
      }
    }
    return owner + ".resources.limits." + resource;
  }
}
