package io.beanpod.pod;

import java.io.IOException;
import java.util.List;

/** A pod whose pause has all that it needs: it makes the pod, whatever becomes of this process. */
public final class Launch implements AutoCloseable {
  private final PauseProcess pause;
  private final Connector connector;

  Launch(PauseProcess pause, Connector connector) {
    this.pause = pause;
    this.connector = connector;
  }

  /**
   * Waits until each of the pod's containers has been started or has failed to.
   *
   * @return the containers that could not be started, a line each; the pod is there all the same
   * @throws IOException if there is no pod, and why
   */
  public List<String> outcome() throws IOException {
    PauseProcess.Outcome outcome = pause.outcome();
    if (outcome instanceof PauseProcess.Outcome.Created created) {
      connector.connected();
      return created.unstarted();
    }
    IOException refused = new IOException(((PauseProcess.Outcome.Refused) outcome).message());
    connector.disconnectAfter(refused, pause.uid());
    throw refused;
  }

  /** Looks no longer; the pod goes on. */
  @Override
  public void close() throws IOException {
    pause.close();
  }
}
