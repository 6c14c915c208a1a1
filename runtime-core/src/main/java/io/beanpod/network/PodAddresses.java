package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of one pod: {@code status.podIPs}.
 *
 * @param v4 the first one
 * @param v6 the second one, where the host has IPv6
 */
public record PodAddresses(IpAddress v4, Optional<IpAddress> v6) {
  /** In the order of {@code status.podIPs}. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>(2);
    texts.add(v4.toString());
    if (v6.isPresent()) {
      texts.add(v6.get().toString());
    }
    return texts;
  }
}
