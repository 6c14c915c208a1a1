package io.beanpod.linux;

/**
 * Names and texts of error numbers, from jnr-constants' tables.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENOEXEC = 8;
  public static final int ECHILD = 10;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EXDEV = 18;
  public static final int ENODEV = 19;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int EMFILE = 24;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int EPIPE = 32;
  public static final int ERANGE = 34;
  public static final int EDEADLK = 35;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOSYS = 38;
  public static final int ENOTEMPTY = 39;
  public static final int ELOOP = 40;
  public static final int ENODATA = 61;
  public static final int EMSGSIZE = 90;
  public static final int EOPNOTSUPP = 95;
  public static final int EAFNOSUPPORT = 97;
  public static final int EADDRINUSE = 98;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ECONNABORTED = 103;
  public static final int ECONNRESET = 104;
  public static final int ECONNREFUSED = 111;
  public static final int EINPROGRESS = 115;

  private Errno() {}

  /** The symbol, for example {@code ENOENT}; {@code errno 4095} for a number without one. */
  public static String name(int errno) {
    // Of two names for a number, the table has the other one first.
    if (errno == EDEADLK) {
      return "EDEADLK";
    }
    if (errno == EOPNOTSUPP) {
      return "EOPNOTSUPP";
    }
    jnr.constants.platform.Errno e = jnr.constants.platform.Errno.valueOf(errno);
    return e == jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__ ? "errno " + errno : e.name();
  }

  /** The system's text, for example {@code No such file or directory}. */
  public static String text(int errno) {
    jnr.constants.platform.Errno e = jnr.constants.platform.Errno.valueOf(errno);
    return e == jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__
        ? "Unknown error " + errno
        : e.description();
  }

  /** {@code ENOENT (No such file or directory)}. */
  public static String describe(int errno) {
    return name(errno) + " (" + text(errno) + ")";
  }
}
