package io.beanpod.pause;

import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;

/** What wakes the event loop: signals, requests, and the log relay that has come to an end. */
final class Wakeups {
  /** Bit of {@link #await}: SIGTERM or SIGINT has come. */
  static final int STOP = 1;

  /** Bit of {@link #await}: somebody has connected to the control socket. */
  static final int REQUEST = 2;

  private static final long SIGNALS = 1;
  private static final long REQUESTS = 2;
  private static final long DRAINED = 3;
  private static final int SIGNALFD_SIGINFO = 128;
  private static final int EVENTFD_COUNTER = 8;

  private final Epoll epoll = new Epoll();
  private final Fd signals;
  private final Fd drained;

  /**
   * @param signals a signalfd
   * @param requests a listening socket
   * @param drained see {@link LogRelay#drained}
   */
  Wakeups(Fd signals, Fd requests, Fd drained) throws SyscallException {
    this.signals = signals;
    this.drained = drained;
    epoll.add(signals, SIGNALS);
    epoll.add(requests, REQUESTS);
    epoll.add(drained, DRAINED);
  }

  /**
   * Sleeps until something happens.
   *
   * @param millis at most so long; -1 for ever
   * @return bits of what is to be done; 0 for a child that ended, a log that did, or the time
   */
  int await(int millis) throws SyscallException {
    int seen = 0;
    int ready = epoll.await(millis);
    for (int i = 0; i < ready; i++) {
      long key = epoll.key(i);
      if (key == REQUESTS) {
        seen |= REQUEST;
      } else if (key == DRAINED) {
        drain(drained, EVENTFD_COUNTER);
      } else {
        for (int signal : drain(signals, SIGNALFD_SIGINFO)) {
          seen |= signal == Processes.SIGTERM || signal == Processes.SIGINT ? STOP : 0;
        }
      }
    }
    return seen;
  }

  /** Reads what there is; the first word of each {@code size} bytes. */
  private static int[] drain(Fd fd, int size) throws SyscallException {
    try (NativeBuffer buffer = new NativeBuffer(size * 16)) {
      int n = Math.max(0, fd.read(buffer));
      int[] words = new int[n / size];
      for (int i = 0; i < words.length; i++) {
        words[i] = buffer.intAt(i * size);
      }
      return words;
    }
  }
}
