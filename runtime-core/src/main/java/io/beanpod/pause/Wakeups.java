package io.beanpod.pause;

import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;
import java.util.HashMap;
import java.util.Map;

/** What wakes the event loop: signals, and descriptors that somebody wants to hear of. */
final class Wakeups {
  private static final long SIGNALS = 0;
  private static final int SIGNALFD_SIGINFO = 128;
  private static final int EVENTFD_COUNTER = 8;

  private final Epoll epoll = new Epoll();
  private final Fd signals;
  private final Map<Long, Runnable> readers = new HashMap<>();
  private final Map<Integer, Long> keys = new HashMap<>();
  private long lastKey = SIGNALS;

  /** Listens for signals only. */
  Wakeups(Fd signals) throws SyscallException {
    this.signals = signals;
    epoll.add(signals, SIGNALS);
  }

  /** Runs {@code reader} whenever {@code fd} can be read, or has come to its end. */
  void add(Fd fd, Runnable reader) throws SyscallException {
    long key = ++lastKey;
    epoll.add(fd, key);
    readers.put(key, reader);
    keys.put(fd.number(), key);
  }

  /** Runs {@code reader} whenever the eventfd {@code fd} has been written to. */
  void addEvent(Fd fd, Runnable reader) throws SyscallException {
    add(
        fd,
        () -> {
          try {
            words(fd, EVENTFD_COUNTER);
          } catch (SyscallException e) {
            throw new IllegalStateException("an eventfd can't be read: " + e.getMessage(), e);
          }
          reader.run();
        });
  }

  /** Forgets {@code fd}: before it is closed. */
  void remove(Fd fd) {
    Long key = keys.remove(fd.number());
    if (key != null) {
      readers.remove(key);
      try {
        epoll.remove(fd);
      } catch (SyscallException e) {
        System.err.println("beanpod: " + e.getMessage()); // closing it forgets it as well
      }
    }
  }

  /**
   * Sleeps until something happens, and runs whoever reads it.
   *
   * @param millis at most so long; -1 for ever
   * @return whether SIGTERM or SIGINT has come; children that have ended are the caller's to reap
   */
  boolean await(int millis) throws SyscallException {
    boolean stop = false;
    int ready = epoll.await(millis);
    long[] woken = new long[ready];
    for (int i = 0; i < ready; i++) {
      woken[i] = epoll.key(i);
    }
    for (long key : woken) {
      if (key == SIGNALS) {
        for (int signal : words(signals, SIGNALFD_SIGINFO)) {
          stop |= signal == Processes.SIGTERM || signal == Processes.SIGINT;
        }
      } else {
        Runnable reader = readers.get(key);
        if (reader != null) { // else one before it has ended it
          reader.run();
        }
      }
    }
    return stop;
  }

  /** Reads what there is; the first word of each {@code size} bytes. */
  private static int[] words(Fd fd, int size) throws SyscallException {
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
