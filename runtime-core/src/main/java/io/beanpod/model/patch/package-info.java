/**
 * Changes to trees of {@link io.beanpod.model}, in the three forms that the Kubernetes API takes:
 * JSON merge patch (RFC 7386), JSON patch (RFC 6902) and Kubernetes' own strategic merge patch.
 *
 * <p>All three are pure: they copy what they are given, and know nothing of what may change in a
 * pod.
 */
package io.beanpod.model.patch;
