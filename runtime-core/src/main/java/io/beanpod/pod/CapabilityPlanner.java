package io.beanpod.pod;

import io.beanpod.model.Container;
import io.beanpod.model.Problem;
import io.beanpod.model.SecurityContext;
import io.beanpod.security.Capabilities;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Which capabilities containers get, by containerd's rules: {@code ALL} comes first, so that what
 * else is named is an exception to it, and what is dropped by name is dropped.
 */
final class CapabilityPlanner {
  private static final String ALL = "ALL";

  private CapabilityPlanner() {}

  /**
   * Adds a problem for each name that is no capability, or that root of this host has not.
   *
   * @param sharesProcesses whether the container sees the pause, which has the host's root: who may
   *     trace it, is root there
   */
  static void check(Container container, boolean sharesProcesses, List<Problem> problems)
      throws IOException {
    String path = container.path() + ".securityContext.capabilities.";
    List<String> add = container.securityContext().capabilities().add();
    List<String> drop = container.securityContext().capabilities().drop();
    checkNames(path + "add", add, problems);
    checkNames(path + "drop", drop, problems);
    boolean privileged = container.securityContext().privileged(); // root of the host by intent
    for (int i = 0; i < add.size(); i++) {
      long bit = bit(add.get(i));
      if (sharesProcesses && !privileged && (isAll(add.get(i)) || bit == Capabilities.SYS_PTRACE)) {
        problems.add(
            new Problem(
                path + "add[" + i + "]",
                "\""
                    + add.get(i)
                    + "\" can't be given with shareProcessNamespace: process 1 is the pause, which"
                    + " has the host's root; trace from an ephemeral container instead (beanpod"
                    + " debug --target), or leave out shareProcessNamespace"));
        continue;
      }
      if ((bit & ~Capabilities.DEFAULT) != 0 && (bit & Capabilities.held()) == 0) {
        problems.add(
            new Problem(
                path + "add[" + i + "]",
                "\"" + add.get(i) + "\" can't be given: root of this host has it not itself"));
      }
    }
  }

  private static void checkNames(String path, List<String> names, List<Problem> problems) {
    for (int i = 0; i < names.size(); i++) {
      if (!isAll(names.get(i)) && bit(names.get(i)) == 0) {
        problems.add(
            new Problem(
                path + "[" + i + "]",
                "\""
                    + names.get(i)
                    + "\" is no capability; use a name of capabilities(7), such as NET_ADMIN, or"
                    + " ALL"));
      }
    }
  }

  /** The bounding set of a container whose names have been checked. */
  static long granted(SecurityContext context) throws IOException {
    if (context.privileged()) {
      return Capabilities.held();
    }
    List<String> add = context.capabilities().add();
    List<String> drop = context.capabilities().drop();
    long granted = Capabilities.DEFAULT;
    if (hasAll(add)) {
      granted = Capabilities.held();
    }
    if (hasAll(drop)) {
      granted = 0;
    }
    for (String name : add) {
      granted |= bit(name);
    }
    for (String name : drop) {
      granted &= ~bit(name);
    }
    return granted;
  }

  private static boolean hasAll(List<String> names) {
    boolean all = false;
    for (String name : names) {
      all |= isAll(name);
    }
    return all;
  }

  private static boolean isAll(String name) {
    return name.equalsIgnoreCase(ALL);
  }

  /** 0: there is none of that name. */
  private static long bit(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Capabilities.bit(upper.startsWith("CAP_") ? upper : "CAP_" + upper);
  }
}
