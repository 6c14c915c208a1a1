package io.beanpod.container;

import java.util.List;

/**
 * Who the processes of a container are, and what they may do: its own, and those of exec, probes
 * and hooks.
 *
 * @param uid user id
 * @param gid group id
 * @param groups supplementary group ids
 * @param capabilities the bounding set, as a bit mask: what root has, and nobody gets beyond
 * @param noNewPrivileges whether execve gives nobody more, whatever the file's mode
 */
public record Credentials(
    int uid, int gid, List<Integer> groups, long capabilities, boolean noNewPrivileges) {
  public Credentials {
    groups = List.copyOf(groups);
  }
}
