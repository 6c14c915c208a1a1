package io.beanpod.config;

import io.beanpod.container.MountPlan;
import io.beanpod.model.MountPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code subPathExpr}: a part of a volume that is called by the container's variables, in which
 * nothing but {@code $(NAME)} has a meaning.
 */
public final class SubPathExpr {
  private SubPathExpr() {}

  /**
   * The mount with its {@code subPath}, or with what the kubelet finds wrong with that.
   *
   * @param env the container's own variables
   */
  public static MountPlan expanded(MountPlan mount, Map<String, String> env) {
    String subPath = VariableExpansion.expand(mount.subPathExpr(), env);
    return new MountPlan(
        mount.volume(),
        mount.path(),
        subPath,
        mount.subPathExpr(),
        mount.readOnly(),
        mount.recursiveReadOnly(),
        mount.hostToContainer(),
        problem(mount.subPathExpr(), subPath, env));
  }

  private static String problem(String template, String subPath, Map<String, String> env) {
    TreeSet<String> missing = new TreeSet<>();
    for (String name : references(template)) {
      if (env.getOrDefault(name, "").isEmpty()) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      return "missing value for " + String.join(", ", missing);
    }
    if (subPath.startsWith("/")) { // the kubelet tells the value, which may be a Secret's
      return "error SubPath `" + template + "` must not be an absolute path";
    }
    return MountPaths.hasBackstep(subPath)
        ? "unable to provision SubPath `" + template + "`: must not contain '..'"
        : "";
  }

  private static List<String> references(String text) {
    List<String> names = new ArrayList<>();
    for (int at = text.indexOf('$'); at >= 0 && at + 1 < text.length(); ) {
      int end = text.charAt(at + 1) == '(' ? text.indexOf(')', at + 2) : -1;
      if (end > 0) {
        names.add(text.substring(at + 2, end));
      }
      at = text.indexOf('$', end > 0 ? end : text.charAt(at + 1) == '$' ? at + 2 : at + 1);
    }
    return names;
  }
}
