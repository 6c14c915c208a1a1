package io.beanpod.network;

import io.beanpod.store.Root;
import java.nio.file.Path;

/** What the network agent and command lines know each other by. */
public final class AgentFiles {
  private AgentFiles() {}

  /** Held by the agent as long as it lives; before that, by the command that will start it. */
  static Path lock(Root root) {
    return root.network().resolve("agent.lock");
  }

  /** The Unix socket that sockets are handed to the agent by. */
  static Path control(Root root) {
    return root.network().resolve("agent.sock");
  }

  /** The agent's process id. */
  public static Path pid(Root root) {
    return root.network().resolve("agent.pid");
  }

  /** What the agent has to say of its troubles. */
  public static Path log(Root root) {
    return root.network().resolve("agent.log");
  }

  /** The addresses that pods ask for names, a line each; empty: others have the port. */
  static Path nameservers(Root root) {
    return root.network().resolve("nameservers");
  }
}
