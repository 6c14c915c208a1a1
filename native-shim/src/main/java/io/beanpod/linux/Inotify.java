package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what happens in directories; waits in the kernel while nothing does.
 *
 * <p>What happened before {@link #watch} came back is not told: watch first, look at the directory
 * afterwards, and expect to see some things both ways. For one thread at a time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/inotify.7.html">inotify(7)</a>
 */
public final class Inotify implements AutoCloseable {
  public static final int IN_MODIFY = 0x2;
  public static final int IN_CLOSE_WRITE = 0x8;
  public static final int IN_MOVED_FROM = 0x40;
  public static final int IN_MOVED_TO = 0x80;
  public static final int IN_CREATE = 0x100;
  public static final int IN_DELETE = 0x200;

  private static final int IN_Q_OVERFLOW = 0x4000;
  private static final int IN_IGNORED = 0x8000;
  private static final int IN_ONLYDIR = 0x0100_0000;

  private static final int HEADER = 16; // wd, mask, cookie, len: four 32-bit words
  private static final int SIZE = 64 * 1024;

  private final Fd inotify;
  private final Epoll epoll;
  private final NativeBuffer buffer = NativeBuffer.shared(SIZE);

  /**
   * Something that happened.
   *
   * @param watch which directory, as {@link #watch} numbered it; -1: see {@link #overflow}
   * @param mask one of {@code IN_*}, and further bits that tell more of it
   * @param name of the entry in that directory; empty: the directory itself
   */
  public record Event(int watch, int mask, String name) {

    /** More has happened than the kernel could keep: look at everything anew. */
    public boolean overflow() {
      return (mask & IN_Q_OVERFLOW) != 0;
    }

    /** The last event of a watch: its directory is gone, or nobody wants to know any more. */
    public boolean ended() {
      return (mask & IN_IGNORED) != 0;
    }
  }

  /**
   * Watches nothing yet.
   *
   * @throws SyscallException EMFILE where the user has too many: {@code
   *     fs.inotify.max_user_instances} of sysctl(8)
   */
  public Inotify() throws SyscallException {
    long fd = Kernel.call(Nr.INOTIFY_INIT1, Fd.O_CLOEXEC | Fd.O_NONBLOCK);
    inotify = Fd.of((int) Kernel.check("inotify_init1", "", fd));
    try {
      epoll = new Epoll();
      epoll.add(inotify, 0);
    } catch (SyscallException e) {
      inotify.close();
      throw e;
    }
  }

  /**
   * A descriptor of its own that can be read, without blocking, when one file has been changed:
   * also one of the kernel's, such as {@code memory.events} of a cgroup.
   *
   * @throws SyscallException ENOENT where there is no such file; EMFILE or ENOSPC where the user
   *     has too many
   */
  public static Fd modified(String file) throws SyscallException {
    long fd = Kernel.call(Nr.INOTIFY_INIT1, Fd.O_CLOEXEC | Fd.O_NONBLOCK);
    Fd inotify = Fd.of((int) Kernel.check("inotify_init1", "", fd));
    try (Arena arena = Arena.ofConfined()) {
      long path = PathBytes.cString(arena, file).address();
      long wd = Kernel.call(Nr.INOTIFY_ADD_WATCH, inotify.number(), path, IN_MODIFY);
      Kernel.check("inotify_add_watch", file, wd);
      return inotify;
    } catch (SyscallException e) {
      inotify.close();
      throw e;
    }
  }

  /**
   * Watches the entries of a directory, not what lies in theirs.
   *
   * @param mask of {@code IN_*}
   * @return the watch's number; the same again for a directory that is watched already
   * @throws SyscallException ENOENT or ENOTDIR where there is no such directory; ENOSPC where the
   *     user has too many watches: {@code fs.inotify.max_user_watches} of sysctl(8)
   */
  public int watch(String directory, int mask) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long path = PathBytes.cString(arena, directory).address();
      long wd = Kernel.call(Nr.INOTIFY_ADD_WATCH, inotify.number(), path, mask | IN_ONLYDIR);
      return (int) Kernel.check("inotify_add_watch", directory, wd);
    }
  }

  /** Can be read while {@link #await} has something to tell: for an epoll of the caller's. */
  public Fd readable() {
    return inotify;
  }

  /**
   * Lets {@link #await} come back, with nothing, also while {@code fd} can be read: a pidfd is that
   * when its process has ended. Before it is closed, {@link #forget} it.
   */
  public void wakeAt(Fd fd) throws SyscallException {
    epoll.add(fd, 1);
  }

  /** The opposite of {@link #wakeAt}. */
  public void forget(Fd fd) throws SyscallException {
    epoll.remove(fd);
  }

  /** Can be read while {@link #await} would come back at once: for another {@link Epoll}. */
  public Fd readiness() {
    return epoll.fd();
  }

  /**
   * Waits until something happens or the time is over.
   *
   * @param millis -1 waits for ever, 0 does not wait
   * @return what happened, in order; empty: nothing has
   */
  public List<Event> await(int millis) throws SyscallException {
    epoll.await(millis);
    List<Event> events = new ArrayList<>();
    int length = Math.max(0, inotify.read(buffer));
    for (int at = 0; at < length; ) {
      int room = buffer.intAt(at + 12);
      events.add(new Event(buffer.intAt(at), buffer.intAt(at + 4), name(at + HEADER, room)));
      at += HEADER + room;
    }
    return events;
  }

  /** The kernel fills the room up with NUL. */
  private String name(int at, int room) {
    int length = 0;
    while (length < room && buffer.byteAt(at + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    buffer.copyTo(at, bytes, 0, length);
    return PathBytes.decode(bytes, 0, length);
  }

  @Override
  public void close() {
    epoll.close();
    inotify.close();
    buffer.close();
  }
}
