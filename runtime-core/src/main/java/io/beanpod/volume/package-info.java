/**
 * A pod's volumes, as its pause makes them.
 *
 * <p>The way of a volume: the command line decides what it is, a {@link
 * io.beanpod.volume.VolumePlan}; the pause makes a {@link io.beanpod.volume.PodVolume} of it, one
 * small class for each kind, and sets them all up before the first container starts ({@link
 * io.beanpod.volume.PodVolumes}). A container that mounts one gets a detached copy of the mount
 * ({@link io.beanpod.container.MountTrees}), which it attaches in a mount namespace of its own: so
 * nothing of a volume is ever looked up by a path that a container could have changed.
 *
 * <p>To add a kind: a record of {@link io.beanpod.volume.VolumePlan}, its bytes in {@code
 * VolumeCodec}, a {@link io.beanpod.volume.PodVolume}, and a line in {@link
 * io.beanpod.volume.PodVolumes}. The pause of a pod without volumes loads none of this.
 */
package io.beanpod.volume;
