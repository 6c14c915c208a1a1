package io.beanpod.linux;

/**
 * Waits for many descriptors at once, in the kernel: nothing polls while nothing happens.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
public final class Epoll implements AutoCloseable {
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int EVENT_SIZE = 12; // packed on x86-64
  private static final int MAX_EVENTS = 32;

  private final Fd epoll;
  private final NativeBuffer events = NativeBuffer.shared(EVENT_SIZE * MAX_EVENTS);
  private int ready;

  public Epoll() throws SyscallException {
    long fd = Kernel.call(Nr.EPOLL_CREATE1, Fd.O_CLOEXEC);
    epoll = Fd.of((int) Kernel.check("epoll_create1", "", fd));
  }

  /** Watches {@code fd} for something to read, or its end; {@code key} tells it in the result. */
  public void add(Fd fd, long key) throws SyscallException {
    try (NativeBuffer event = new NativeBuffer(16)) {
      Memory.putInt(event.memory(), 0, EPOLLIN);
      Memory.putLong(event.memory(), 4, key);
      control(EPOLL_CTL_ADD, fd, event.address());
    }
  }

  /** Stops watching {@code fd}: before it is closed. */
  public void remove(Fd fd) throws SyscallException {
    control(EPOLL_CTL_DEL, fd, 0);
  }

  private void control(int operation, Fd fd, long event) throws SyscallException {
    long r = Kernel.call(Nr.EPOLL_CTL, epoll.number(), operation, fd.number(), event);
    Kernel.check("epoll_ctl", "fd " + fd.number(), r);
  }

  /**
   * Waits until a descriptor is ready or the time is over.
   *
   * @param millis -1 waits for ever
   * @return how many are ready; {@link #key} names them
   */
  public int await(int millis) throws SyscallException {
    long n;
    do {
      n = Kernel.call(Nr.EPOLL_WAIT, epoll.number(), events.address(), MAX_EVENTS, millis);
    } while (n == -Errno.EINTR && millis < 0);
    ready = n == -Errno.EINTR ? 0 : (int) Kernel.check("epoll_wait", "", n);
    return ready;
  }

  /** Can be read while a descriptor is ready. */
  Fd fd() {
    return epoll;
  }

  /** The key of the {@code i}th ready descriptor. */
  public long key(int i) {
    if (i >= ready) {
      throw new IndexOutOfBoundsException(i);
    }
    return events.longAt(i * EVENT_SIZE + 4);
  }

  @Override
  public void close() {
    epoll.close();
    events.close();
  }
}
