package io.beanpod.event;

/**
 * The words of {@code reason}. They are the kubelet's, from <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/events/event.go">pkg/kubelet/events/event.go</a>,
 * where nothing else is said: people and their alerts look for them.
 */
public final class Reasons {
  /** A node was found for the pod. The scheduler's: {@code pkg/scheduler/schedule_one.go}. */
  public static final String SCHEDULED = "Scheduled";

  /** The image is there. {@code PulledImage} */
  public static final String PULLED = "Pulled";

  /** The image is not there, and may not be pulled. {@code ErrImageNeverPullPolicy} */
  public static final String ERR_IMAGE_NEVER_PULL = "ErrImageNeverPull";

  /** The image is there and can't be used. {@code FailedToInspectImage} */
  public static final String INSPECT_FAILED = "InspectFailed";

  /** A container's root file system and settings are ready. {@code CreatedContainer} */
  public static final String CREATED = "Created";

  /** A container's process runs. {@code StartedContainer} */
  public static final String STARTED = "Started";

  /** It does not, or its image is missing. {@code FailedToStartContainer} and its neighbours */
  public static final String FAILED = "Failed";

  /** A container is being stopped. {@code KillingContainer} */
  public static final String KILLING = "Killing";

  /** The time until the next start of a container has begun. {@code BackOffStartContainer} */
  public static final String BACK_OFF = "BackOff";

  /** SIGTERM was not enough within the grace period. {@code ExceededGracePeriod} */
  public static final String EXCEEDED_GRACE_PERIOD = "ExceededGracePeriod";

  /** A probe has failed. {@code ContainerUnhealthy} */
  public static final String UNHEALTHY = "Unhealthy";

  /** A probe's answer is odd, and no failure. {@code ContainerProbeWarning} */
  public static final String PROBE_WARNING = "ProbeWarning";

  /** {@code FailedPostStartHook} */
  public static final String FAILED_POST_START_HOOK = "FailedPostStartHook";

  /** {@code FailedPreStopHook} */
  public static final String FAILED_PRE_STOP_HOOK = "FailedPreStopHook";

  /** {@code activeDeadlineSeconds} are over: {@code pkg/kubelet/active_deadline.go}. */
  public static final String DEADLINE_EXCEEDED = "DeadlineExceeded";

  /** The pod used more than it may: {@code pkg/kubelet/eviction/helpers.go}. */
  public static final String EVICTED = "Evicted";

  /** The pod's namespaces could not be made. {@code FailedCreatePodSandBox} */
  public static final String FAILED_CREATE_POD_SANDBOX = "FailedCreatePodSandBox";

  /**
   * Not all nameservers or search domains are in the pod's resolv.conf. {@code
   * pkg/kubelet/network/dns/dns.go}
   */
  public static final String DNS_CONFIG_FORMING = "DNSConfigForming";

  /** Changes of ConfigMaps and Secrets are noticed late. Beanpod's own. */
  public static final String FAILED_TO_WATCH = "FailedToWatch";

  /** A volume could not be mounted. {@code FailedMountVolume} */
  public static final String FAILED_MOUNT = "FailedMount";

  /**
   * Other resources of a pod that runs are granted, and being carried out. {@code ResizeStarted}
   */
  public static final String RESIZE_STARTED = "ResizeStarted";

  /** They are in force. {@code ResizeCompleted} */
  public static final String RESIZE_COMPLETED = "ResizeCompleted";

  /** They could not be carried out yet. {@code ResizeError} */
  public static final String RESIZE_ERROR = "ResizeError";

  /** They are more than the host has. {@code ResizeInfeasible} */
  public static final String RESIZE_INFEASIBLE = "ResizeInfeasible";

  /** The kernel has killed a process for want of memory. node-problem-detector's word. */
  public static final String OOM_KILLING = "OOMKilling";

  /** A container's {@code oom_score_adj} can't be what its QoS class asks for. Ours. */
  public static final String FAILED_OOM_SCORE_ADJ = "FailedOOMScoreAdj";

  /** A container has failed, and another process listens on a port that it declares. Ours. */
  public static final String PORT_IN_USE = "PortInUse";

  private Reasons() {}
}
