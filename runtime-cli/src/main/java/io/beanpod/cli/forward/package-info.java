/**
 * {@code port-forward}: a {@link io.beanpod.cli.forward.Forwarder} listens on this machine and
 * dials in the pod's network namespace; a {@link io.beanpod.cli.forward.Tunnel} carries the bytes.
 */
package io.beanpod.cli.forward;
