/**
 * The teaching view of a pod: which process holds which namespace, cgroup and overlay, as the
 * kernel tells it under {@code /proc}, in words that can be checked with the host's own tools.
 */
package io.beanpod.cli.inspect;
