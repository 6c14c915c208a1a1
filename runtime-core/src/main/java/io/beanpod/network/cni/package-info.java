/**
 * Pods on networks of CNI plugins, the programs that connect the pods of a cluster's nodes: what a
 * container runtime does for the kubelet.
 *
 * <p>{@link io.beanpod.network.cni.CniNetwork} is what others call. {@link
 * io.beanpod.network.cni.NetworkList} is what an administrator wrote, {@link
 * io.beanpod.network.cni.Attachment} what was made of it for one pod, {@link
 * io.beanpod.network.cni.Chain} calls the plugins for it, and {@link
 * io.beanpod.network.cni.PluginRun} is one such call, under a {@link
 * io.beanpod.network.cni.PodLock}. Classes of this package are loaded only for pods that ask for
 * it.
 *
 * @see <a href="https://www.cni.dev/docs/spec/">Container Network Interface Specification 1.0</a>
 */
package io.beanpod.network.cni;
