package io.beanpod.network.service;

import java.util.HashMap;
import java.util.Map;

/**
 * Which clients have which pod, while {@code sessionAffinity: ClientIP} holds them together: the
 * elements of the sets that {@link Affinity} made, as the kernel lists them, so that they outlive
 * the replacement of their table.
 */
public final class Clients {
  private static final String SET = "\tset ";
  private static final String ELEMENTS = "\t\telements = ";
  private static final String END = "\t}";

  private final Map<String, String> elements = new HashMap<>();

  /** Nobody has one yet. */
  public Clients() {}

  /**
   * Those of a table.
   *
   * @param listing what {@code nft list table} prints
   */
  public static Clients of(String listing) {
    Clients clients = new Clients();
    int at = listing.indexOf(SET + Affinity.SET);
    while (at >= 0) {
      String name = listing.substring(at + SET.length(), listing.indexOf(" {", at));
      int end = listing.indexOf(END, at);
      int from = listing.indexOf(ELEMENTS, at);
      if (from >= 0 && from < end) {
        int to = listing.indexOf('}', from);
        clients.elements.put(name, listing.substring(from + ELEMENTS.length(), to + 1));
      }
      at = listing.indexOf(SET + Affinity.SET, end);
    }
    return clients;
  }

  /** {@code { 10.88.0.2 timeout 3h expires 2h59m }}; empty if there are none. */
  String elements(String set) {
    return elements.getOrDefault(set, "");
  }
}
