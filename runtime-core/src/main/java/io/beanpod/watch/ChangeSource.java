package io.beanpod.watch;

import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.Collection;

/**
 * Tells when it is worth looking at the pods again. The order is: {@link #prepare}, look, {@link
 * #attend}, {@link #await}, and again; whatever happens after prepare ends the wait.
 */
public interface ChangeSource extends AutoCloseable {
  /** For {@link #await}. */
  long FOR_EVER = -1;

  /**
   * Begins to notice changes of whatever is there now.
   *
   * @throws IOException where the kernel refuses, or runs out of what it needs
   */
  void prepare() throws IOException;

  /**
   * Takes note of the pods that the look found.
   *
   * @throws IOException where the kernel refuses, or runs out of what it needs
   */
  void attend(Collection<StoredPod> pods) throws IOException;

  /**
   * Blocks until something may have happened, or the time is over.
   *
   * @param millis the longest time, {@link #FOR_EVER} for any
   * @return false where nothing will ever happen again
   */
  boolean await(long millis) throws IOException;

  @Override
  void close();
}
