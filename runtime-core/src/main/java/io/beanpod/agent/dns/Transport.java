package io.beanpod.agent.dns;

/** How a query came, and its answer goes. */
enum Transport {
  UDP,
  TCP
}
