package io.beanpod.cli;

import java.util.List;
import java.util.Optional;

/**
 * What {@code apply} or {@code create -f} was asked for.
 *
 * @param files files, directories, or {@code -} for standard input; at least one
 * @param namespace that of {@code -n}, which must not contradict a manifest's; {@code default}
 *     fills in for both
 * @param network of pods that name none, as the annotation {@code beanpod.io/network} has it
 * @param unsafeSysctls patterns of sysctls that pods may set, besides the safe ones
 * @param create whether what is there already is an error
 */
record ApplyOptions(
    List<String> files,
    Optional<String> namespace,
    Optional<String> network,
    List<String> unsafeSysctls,
    boolean create) {}
