/**
 * The pods' network: one bridge on the host, and for each pod a veth pair with an address that it
 * keeps as long as it lives. What Kubernetes leaves to a CNI plugin and kube-proxy.
 *
 * <p>Everything here is done by command lines on the host, none by a pause: the address belongs to
 * the pause's network namespace, and goes with it.
 */
package io.beanpod.network;
