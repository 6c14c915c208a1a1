package io.beanpod.pause;

import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Sets the pod's sysctls. {@code /proc/sys} shows the namespaces of the process that looks, so that
 * what the pause writes there is the pod's.
 */
final class PodSysctls {
  private PodSysctls() {}

  /**
   * Writes them.
   *
   * @param sysctls values by their files below {@code /proc/sys}
   * @throws IOException naming the first one that the kernel does not take
   */
  static void write(Map<String, String> sysctls) throws IOException {
    for (Map.Entry<String, String> sysctl : sysctls.entrySet()) {
      String file = "/proc/sys/" + sysctl.getKey();
      try (Fd fd = Fd.open(file, Fd.O_WRONLY, 0)) {
        // With a line's end: the kernel takes no notice of an empty write.
        fd.write((sysctl.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (SyscallException e) {
        throw new IOException(
            "spec.securityContext.sysctls: \""
                + sysctl.getValue()
                + "\" for "
                + file
                + ": "
                + e.getMessage(),
            e);
      }
    }
  }
}
