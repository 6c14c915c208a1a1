package io.beanpod.lifecycle;

/** Which part a container plays in its pod. */
public enum ContainerKind {
  /** Of {@code initContainers}: has to succeed before the next one starts. */
  INIT,
  /** Of {@code initContainers} with {@code restartPolicy: Always}: runs beside all that follow. */
  SIDECAR,
  /** Of {@code containers}. */
  MAIN,
  /** Of {@code ephemeralContainers}: added to a running pod, never restarted. */
  EPHEMERAL
}
