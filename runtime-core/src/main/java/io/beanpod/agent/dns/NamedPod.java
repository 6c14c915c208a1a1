package io.beanpod.agent.dns;

import io.beanpod.linux.IpAddress;
import java.util.List;

/**
 * A pod that has addresses and has not ended.
 *
 * @param addresses {@code status.podIPs}
 */
public record NamedPod(String namespace, String name, List<IpAddress> addresses) {}
