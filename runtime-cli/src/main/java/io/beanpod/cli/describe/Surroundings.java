package io.beanpod.cli.describe;

import java.time.ZoneId;

/**
 * Where and when a pod is described.
 *
 * @param node the name of this host
 * @param zone that times are shown in
 * @param now in milliseconds since 1970
 */
public record Surroundings(String node, ZoneId zone, long now) {}
