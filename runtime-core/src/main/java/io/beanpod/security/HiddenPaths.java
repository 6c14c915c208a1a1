package io.beanpod.security;

import java.util.List;

/**
 * What of {@code /proc} and {@code /sys} a container does not see, or does not change: containerd's
 * default lists (its {@code oci.WithDefaultPathMasks}), which Kubernetes' {@code procMount:
 * Default} means. They keep kernel memory, host hardware and timing side channels out of reach.
 */
public final class HiddenPaths {
  /** Files below /proc that show as empty: /dev/null is bound over them. */
  public static final List<String> PROC_FILES =
      List.of(
          "interrupts",
          "kcore",
          "keys",
          "latency_stats",
          "sched_debug",
          "timer_list",
          "timer_stats");

  /** Directories below /proc that show as empty. */
  public static final List<String> PROC_DIRECTORIES = List.of("acpi", "asound", "scsi");

  /** Directories below /sys that show as empty. */
  public static final List<String> SYS_DIRECTORIES =
      List.of("firmware", "devices/virtual/powercap");

  /** Parts of /proc that are read-only. */
  public static final List<String> PROC_READ_ONLY =
      List.of("bus", "fs", "irq", "sys", "sysrq-trigger");

  private HiddenPaths() {}
}
