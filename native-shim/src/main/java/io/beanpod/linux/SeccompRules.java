package io.beanpod.linux;

import java.util.List;

/**
 * Which system calls a process may make: what {@link Libseccomp} makes a filter of.
 *
 * @param otherwise what is done at a call that no rule fits
 * @param newerAreMissing whether calls that are newer than all that the rules name fail with ENOSYS
 *     instead, as on an older kernel, so that C libraries fall back on older ones
 * @param architectures in libseccomp's words, the 32-bit ones of this machine too: {@code x86_64},
 *     {@code x86}, {@code x32}; a call of another one ends its process
 * @param rules of several that fit a call, libseccomp prefers those without conditions
 * @param flags {@code SECCOMP_FILTER_FLAG_*}
 */
public record SeccompRules(
    SeccompAction otherwise,
    boolean newerAreMissing,
    List<String> architectures,
    List<Rule> rules,
    int flags) {

  public SeccompRules {
    architectures = List.copyOf(architectures);
    rules = List.copyOf(rules);
  }

  /**
   * What is done at some calls.
   *
   * @param calls by name; those that libseccomp or an architecture does not have are left out
   * @param conditions that all have to hold
   */
  public record Rule(List<String> calls, SeccompAction action, List<Condition> conditions) {
    public Rule {
      calls = List.copyOf(calls);
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * Of one argument of a call, which is compared without a sign.
   *
   * @param argument 0 to 5; no two conditions of a rule are of the same one
   * @param value to compare with; the mask of {@link Comparison#MASKED_EQ}
   * @param masked what the argument has to be under that mask
   */
  public record Condition(int argument, Comparison comparison, long value, long masked) {}

  /** {@code enum scmp_compare}, in its order; its first is 1. */
  public enum Comparison {
    NE,
    LT,
    LE,
    EQ,
    GE,
    GT,
    MASKED_EQ
  }
}
