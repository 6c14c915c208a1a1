/**
 * Probes over the network: what the kubelet's httpGet, tcpSocket and grpc do, from inside the pod's
 * network namespace. All that comes from the other side is bounded, in bytes by each reader and in
 * time by one {@link io.beanpod.probe.Deadline} per probe.
 */
package io.beanpod.probe;
