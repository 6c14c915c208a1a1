package io.beanpod.network.service;

/** A set or map of the packet filter, in the making. */
public final class NftSet {
  private final String name;
  private final String type;
  private final StringBuilder elements = new StringBuilder();

  /**
   * A set without elements.
   *
   * @param name with its kind before it: {@code map services4}
   * @param type of its elements, as nft(8) has it
   */
  public NftSet(String name, String type) {
    this.name = name;
    this.type = type;
  }

  /** Adds an element, as nft(8) writes it. */
  public void add(String element) {
    elements.append(elements.isEmpty() ? "" : ", ").append(element);
  }

  /** Writes it, as a part of a table. */
  public void write(StringBuilder text) {
    text.append("  ").append(name).append(" {\n    type ").append(type).append('\n');
    if (!elements.isEmpty()) {
      text.append("    elements = { ").append(elements).append(" }\n");
    }
    text.append("  }\n");
  }
}
