package io.beanpod.pod;

import io.beanpod.linux.CloneFlags;
import java.nio.charset.StandardCharsets;

/**
 * Which namespaces of the host a pod uses instead of its own.
 *
 * @param network {@code spec.hostNetwork}; the host name comes with it, as in Kubernetes
 * @param pid {@code spec.hostPID}
 * @param ipc {@code spec.hostIPC}
 */
public record HostNamespaces(boolean network, boolean pid, boolean ipc) {

  /** What a pause is to be cloned with. */
  long cloneFlags() {
    return CloneFlags.NEWNS
        | (network ? 0 : CloneFlags.NEWNET | CloneFlags.NEWUTS)
        | (pid ? 0 : CloneFlags.NEWPID)
        | (ipc ? 0 : CloneFlags.NEWIPC);
  }

  /**
   * What the text of a manifest lets expect, before it is parsed: wrong only for odd texts, such as
   * a field in a comment, or set to false. Then another pause is started instead.
   */
  public static HostNamespaces guess(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.ISO_8859_1);
    return new HostNamespaces(
        text.contains("hostNetwork"), text.contains("hostPID"), text.contains("hostIPC"));
  }
}
