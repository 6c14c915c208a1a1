package io.beanpod.model;

import java.util.List;
import java.util.Optional;

/**
 * One container of a pod, be it an init, a main or an ephemeral one; defaults filled in.
 *
 * @param path where the manifest has it, such as {@code spec.containers[0]}
 * @param command replaces the image's Entrypoint; empty means the image's own
 * @param args replaces the image's Cmd; empty means the image's own, unless command is given
 * @param workingDir an absolute path; empty means the image's own
 * @param envFrom in the manifest's order; of a name that comes twice, the later one counts
 * @param env likewise, and before those of envFrom
 * @param volumeMounts of volumes that the pod has
 * @param resizePolicy whether a change of its resources needs a restart
 * @param securityContext what its processes may do
 * @param targetContainerName whose processes an ephemeral container sees; empty for all others
 */
public record Container(
    String path,
    String name,
    String image,
    ImagePullPolicy imagePullPolicy,
    List<String> command,
    List<String> args,
    Optional<String> workingDir,
    List<EnvFromSource> envFrom,
    List<EnvVar> env,
    List<VolumeMount> volumeMounts,
    List<ContainerPort> ports,
    ResourceRequirements resources,
    ResizePolicy resizePolicy,
    ContainerRestart restart,
    Probes probes,
    Lifecycle lifecycle,
    TerminationMessage terminationMessage,
    StandardStreams streams,
    SecurityContext securityContext,
    Optional<String> targetContainerName) {

  /** {@code terminationMessagePath}, an absolute path, and {@code terminationMessagePolicy}. */
  public record TerminationMessage(String path, boolean fallbackToLogs) {}

  /** Whether there is a standard input, for whom it stays open, and whether all is a terminal. */
  public record StandardStreams(boolean stdin, boolean stdinOnce, boolean tty) {}

  public Container {
    command = List.copyOf(command);
    args = List.copyOf(args);
    envFrom = List.copyOf(envFrom);
    env = List.copyOf(env);
    volumeMounts = List.copyOf(volumeMounts);
    ports = List.copyOf(ports);
  }
}
