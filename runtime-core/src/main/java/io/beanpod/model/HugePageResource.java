package io.beanpod.model;

import java.util.Optional;

/**
 * The resources that are named after a size of huge pages: {@code hugepages-2Mi}.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/">huge
 *     pages</a>
 */
public final class HugePageResource {
  private static final String PREFIX = "hugepages-";

  private HugePageResource() {}

  /** Whether a resource is one of them, whatever stands behind the prefix. */
  public static boolean is(String resource) {
    return resource.startsWith(PREFIX);
  }

  /** The size of a page, as in the name: {@code 2Mi}. */
  public static String size(String resource) {
    return resource.substring(PREFIX.length());
  }

  /** The size of a page, in bytes; empty where the name has no such size. */
  public static Optional<Long> pageBytes(String resource) {
    Optional<Quantity> size = Quantity.tryParse(size(resource));
    boolean whole = size.isPresent() && size.get().milliValue() % 1000 == 0;
    return whole && size.get().signum() > 0 ? Optional.of(size.get().value()) : Optional.empty();
  }

  /** Whether an amount is so many whole pages ({@code IsHugePageResourceValueDivisible}). */
  static boolean isWhole(String resource, Quantity amount) {
    Optional<Long> page = pageBytes(resource);
    return page.isPresent() && amount.value() % page.get() == 0;
  }
}
