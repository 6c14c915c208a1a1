package io.beanpod.agent.dns;

import io.beanpod.linux.IpAddress;
import java.util.HashMap;
import java.util.Map;

/** What clients take of something that there is not much of: none gets more than its share. */
final class Shares {
  private final int share;
  private final Map<IpAddress, Integer> taken = new HashMap<>();

  /**
   * @param share of each client
   */
  Shares(int share) {
    this.share = share;
  }

  /** Takes one for a client, to be given back; false if it has its share. */
  synchronized boolean take(IpAddress client) {
    int has = taken.getOrDefault(client, 0);
    if (has >= share) {
      return false;
    }
    taken.put(client, has + 1);
    return true;
  }

  /** Gives one of a client's back. */
  synchronized void giveBack(IpAddress client) {
    taken.computeIfPresent(client, (key, has) -> has > 1 ? has - 1 : null);
  }
}
