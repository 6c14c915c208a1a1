package io.beanpod.pause;

import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who watches a container's output: a copy of each stream goes into a pipe of theirs. Used
 * by the log relay's thread alone, once it is made.
 */
final class Attacher {
  /** What a client can fall behind, in bytes, before it is dropped. */
  private static final int PIPE_CAPACITY = 1 << 20;

  private final Fd connection;
  private final List<Optional<Fd>> tees;

  private Attacher(Fd connection, List<Optional<Fd>> tees) {
    this.connection = connection;
    this.tees = tees;
  }

  /** An attacher, and the ends of its pipes that the client reads. */
  record Made(Attacher attacher, List<Fd> theirs) {}

  /**
   * Makes the pipes.
   *
   * @param connection to the client; its end means that the client has left
   * @param outputs how many streams there are
   */
  static Made make(Fd connection, int outputs) throws SyscallException {
    List<Optional<Fd>> tees = new ArrayList<>();
    List<Fd> theirs = new ArrayList<>();
    List<Fd> opened = new ArrayList<>();
    try {
      for (int i = 0; i < outputs; i++) {
        Descriptors.Pair pipe = Descriptors.pipe();
        opened.add(pipe.first());
        opened.add(pipe.second());
        Descriptors.pipeCapacity(pipe.second(), PIPE_CAPACITY);
        Descriptors.nonBlocking(pipe.second());
        theirs.add(pipe.first());
        tees.add(Optional.of(pipe.second()));
      }
      Fd own = connection.duplicate();
      return new Made(new Attacher(own, tees), theirs);
    } catch (SyscallException e) {
      opened.forEach(Fd::close);
      throw e;
    }
  }

  /** The connection to the client. */
  Fd connection() {
    return connection;
  }

  /**
   * Passes output on.
   *
   * @return false if the client does not take it, and is to be dropped: it never holds up the
   *     container
   */
  boolean write(int output, NativeBuffer bytes, int length) {
    Optional<Fd> tee = tees.get(output);
    try {
      return tee.isEmpty() || tee.get().writeSome(bytes, 0, length) == length;
    } catch (SyscallException e) {
      return false; // EAGAIN: too slow; EPIPE: gone
    }
  }

  /** A stream has ended, and so does the client's copy. */
  void end(int output) {
    tees.get(output).ifPresent(Fd::close);
    tees.set(output, Optional.empty());
  }

  /** Tells the client why it gets no more, if it is still there. */
  void drop() {
    try {
      connection.write("slow\n".getBytes(StandardCharsets.US_ASCII));
    } catch (SyscallException e) {
      System.err.println("beanpod: an attached client has gone: " + e.getMessage());
    }
    close();
  }

  /** Closes everything. */
  void close() {
    for (int i = 0; i < tees.size(); i++) {
      end(i);
    }
    connection.close();
  }
}
