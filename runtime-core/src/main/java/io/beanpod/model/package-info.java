/**
 * Kubernetes objects: from YAML or JSON text to validated records, and generic trees in and out.
 *
 * <p>The way of a manifest: {@link io.beanpod.model.Documents} reads text into trees, {@link
 * io.beanpod.model.Defaults} writes what the API server would fill in, {@link
 * io.beanpod.model.Fields} reads a tree strictly into the records ({@link io.beanpod.model.Pod} and
 * what it holds). {@link io.beanpod.model.PodManifest} is the three in one call.
 *
 * <p>A <em>tree</em> is made of plain values: {@code Map<String, Object>} (in order), {@code
 * List<Object>}, {@code String}, {@code Long} (rarely {@code BigInteger}), {@code Double}, {@code
 * Boolean} and {@code null}. It is what files hold and what {@code get -o yaml} prints; the records
 * are what code runs on.
 *
 * <p>This package is on the path of every command, so it uses Jackson's streaming parser only and
 * stays free of regular expressions, lambdas and reflection.
 */
package io.beanpod.model;
