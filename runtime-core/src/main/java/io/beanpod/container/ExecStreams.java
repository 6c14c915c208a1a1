package io.beanpod.container;

import io.beanpod.linux.Fd;
import java.io.IOException;

/** What stands between the stdio of this process and that of a command in a container. */
sealed interface ExecStreams extends AutoCloseable permits ExecPipes, ExecTerminal {

  /** The descriptors for the command. */
  ExecProgram.Stdio stdio(boolean terminal);

  /** The command has been started: closes its ends here, and begins to relay. */
  void relay(Fd process) throws IOException;

  /** The command has ended: passes on what it wrote last. */
  void drain() throws IOException;

  @Override
  void close() throws IOException;
}
