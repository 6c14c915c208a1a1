/**
 * Control groups of pods and containers: one interface, two drivers.
 *
 * <p>{@link io.beanpod.cgroup.CgroupDriver#detect} finds out which one the host needs: {@code v2}
 * (the unified hierarchy) or {@code v1} (a hierarchy per controller, also on hybrid hosts). What a
 * controller is told lives in one small file each ({@code V2Memory}, {@code V1Cpu}, ...), which
 * writes plain files below a directory: its tests run on an ordinary directory, without root.
 *
 * <p>The pause runs this code too: it must stay small and start fast. Only cgroups below our own
 * top directory are ever written, see {@link io.beanpod.cgroup.CgroupPath}; the one exception is
 * {@code cgroup.subtree_control} at the root of a v2 hierarchy, without which no cgroup below has
 * any controller.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/cgroups.html">Control Groups v1</a>
 */
package io.beanpod.cgroup;
