package io.beanpod.agent.proxy;

import io.beanpod.linux.Fd;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.SyscallException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** The ports of the host that this process carries to pods. For one thread. */
public final class HostPortProxies {
  private final Map<String, Proxy> proxies = new HashMap<>();

  /** None yet. */
  public HostPortProxies() {}

  /**
   * Begins to serve a port.
   *
   * @param name {@code tcp-8080-any}
   * @param socket bound, and listening if it is one of TCP; belongs to the proxy
   * @param pod where it leads
   */
  public void add(String name, Fd socket, IpEndpoint pod) throws SyscallException {
    Proxy proxy =
        name.startsWith("tcp-") ? new TcpProxy(name, socket, pod) : new UdpProxy(name, socket, pod);
    try (Proxy before = proxies.put(name, proxy)) {
      proxy.start();
    }
  }

  /**
   * Closes the ports of pods that are gone.
   *
   * @param ports where each port leads now
   */
  public void keep(Map<String, IpEndpoint> ports) {
    Iterator<Map.Entry<String, Proxy>> all = proxies.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Proxy> each = all.next();
      if (ports.containsKey(each.getKey())) {
        each.getValue().target(ports.get(each.getKey()));
      } else {
        each.getValue().close();
        all.remove();
      }
    }
  }
}
