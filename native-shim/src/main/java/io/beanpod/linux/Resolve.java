package io.beanpod.linux;

/**
 * How openat2 walks a path.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/openat2.2.html">openat2(2)</a>
 */
public final class Resolve {
  public static final long NO_XDEV = 1;
  public static final long NO_MAGICLINKS = 2;
  public static final long NO_SYMLINKS = 4;
  public static final long BENEATH = 8;

  /** As if the directory were the root: {@code ..} and absolute symlinks stay inside. */
  public static final long IN_ROOT = 16;

  private Resolve() {}
}
