package io.beanpod.pod;

import io.beanpod.model.AppArmorProfile;
import io.beanpod.model.Container;
import io.beanpod.model.Pod;
import io.beanpod.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Refuses AppArmor profiles: as the kubelet does where the kernel has no AppArmor, and elsewhere
 * because Beanpod does not load any. Only {@code Unconfined} asks for nothing.
 */
final class AppArmorCheck {
  /** {@code Y} where it is enabled. */
  static final Path ENABLED = Path.of("/sys/module/apparmor/parameters/enabled");

  private AppArmorCheck() {}

  static void check(Pod pod, Path enabled, List<Problem> problems) throws IOException {
    check("spec", pod.spec().securityContext().appArmor(), enabled, problems);
    for (Container container : pod.spec().allContainers()) {
      check(container.path(), container.securityContext().appArmor(), enabled, problems);
    }
  }

  private static void check(
      String path, Optional<AppArmorProfile.Type> type, Path enabled, List<Problem> problems)
      throws IOException {
    if (type.isEmpty() || type.get() == AppArmorProfile.Type.Unconfined) {
      return;
    }
    boolean there = Files.exists(enabled) && Files.readString(enabled).startsWith("Y");
    problems.add(
        new Problem(
            path + ".securityContext.appArmorProfile",
            there
                ? "Beanpod does not confine containers by AppArmor yet; leave it out, or say"
                    + " type: Unconfined"
                : "Cannot enforce AppArmor: AppArmor is not enabled on the host"));
  }
}
