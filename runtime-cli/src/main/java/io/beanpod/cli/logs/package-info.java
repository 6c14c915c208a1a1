/**
 * Reading container logs in the CRI format, a line of which is {@code
 * 2026-01-01T00:00:00.123456789Z stdout F text}: time, stream, tag and text. Tag P marks a part of
 * a line, F its end (<a
 * href="https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md">kubelet-cri-logging</a>).
 */
package io.beanpod.cli.logs;
