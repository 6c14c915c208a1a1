package io.beanpod.pause;

import io.beanpod.container.Streams;
import io.beanpod.lifecycle.LifecyclePlan;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FdPassing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where clients attach to one start of a container. A client gets the descriptors themselves: it
 * writes to the container's stdin without us, and reads its copies of the output.
 *
 * <p>The container's stdin stays open while nobody is attached, so that its reads wait. With {@code
 * stdinOnce} it is closed when the first client's input has ended or that client has left.
 *
 * <p>Clients come by the event loop, and leave by the log relay's thread.
 */
final class AttachPoint {
  private final LifecyclePlan life;
  private final int outputs;
  private Optional<Fd> input;

  AttachPoint(LifecyclePlan life, Streams streams) {
    this.life = life;
    outputs = streams.outputs().size();
    input = streams.input();
  }

  /**
   * Sends a client its descriptors, and before them the line {@code streams [in] [tty] [once] LF}:
   * that of the input or terminal if there is one ({@code in} or {@code tty}), then those of the
   * outputs.
   *
   * @return the client, which the relay has to serve from now on
   */
  synchronized Attacher attach(Fd connection) throws IOException {
    Attacher.Made made = Attacher.make(connection, outputs);
    try {
      List<Fd> fds = new ArrayList<>();
      StringBuilder line = new StringBuilder("streams");
      if (input.isPresent()) {
        fds.add(input.get());
        line.append(life.stdin() ? " in" : "");
        line.append(life.tty() ? " tty" : "");
        line.append(closesInput() ? " once" : "");
      }
      fds.addAll(made.theirs());
      line.append('\n');
      FdPassing.send(connection, line.toString().getBytes(StandardCharsets.US_ASCII), fds);
      return made.attacher();
    } catch (IOException e) {
      made.attacher().close();
      throw e;
    } finally {
      made.theirs().forEach(Fd::close);
    }
  }

  private boolean closesInput() {
    return life.stdinOnce() && !life.tty();
  }

  /** A client's input has ended, or the client has left. */
  void left() {
    if (closesInput()) {
      close();
    }
  }

  /** The container's input ends. */
  synchronized void close() {
    input.ifPresent(Fd::close);
    input = Optional.empty();
  }
}
