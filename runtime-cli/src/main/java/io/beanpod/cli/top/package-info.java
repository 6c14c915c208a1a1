/**
 * What pods use: {@code top}. A {@link io.beanpod.cli.top.Sampler} reads the counters of cgroups
 * twice, by a {@link io.beanpod.cli.top.Meter}, and makes {@link io.beanpod.cli.top.PodMetrics} of
 * the difference, which are ordered and printed without looking at the host again.
 */
package io.beanpod.cli.top;
