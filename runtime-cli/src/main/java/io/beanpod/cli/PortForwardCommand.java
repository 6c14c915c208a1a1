package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.forward.ForwardedPort;
import io.beanpod.cli.forward.Forwarder;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.Processes;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code port-forward}: ports of this machine that lead into a pod while the command runs. */
final class PortForwardCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "port-forward",
        "POD [--address ADDRESS] [LOCAL:]REMOTE [...]",
        "Let ports of this machine lead into a pod",
        List.of(
            Flag.value(
                "address",
                Flag.NO_LETTER,
                "ADDRESS",
                "Listen at this address; may be given again, or several with commas between"
                    + " (default: localhost)")),
        List.of(
            "beanpod port-forward web 8080:80",
            "beanpod port-forward pod/web :http 6379",
            "beanpod port-forward web --address 0.0.0.0 8080:80"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = new ArrayList<>(arguments.words());
    if (words.size() > 1 && PodName.isType(words.get(0))) {
      words.remove(0);
    }
    if (words.size() < 2) {
      throw new UsageError(
          "port-forward", "POD and at least 1 port are required: port-forward web 8080:80");
    }
    Caller.requireRoot("port-forward");
    Processes.prepare();
    StoredPod pod = context.pod(Context.namespace(arguments), words.get(0));
    if (!pod.pauseAlive() || !pod.phase().equals("Running")) {
      throw new Failure(
          "unable to forward port because pod is not running. Current status=" + pod.phase());
    }
    List<ForwardedPort> ports = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      ports.add(ForwardedPort.of(word, pod));
    }
    List<String> addresses = addresses(arguments.values("address"));
    RuntimeState runtime =
        context.store().runtime(pod).orElseThrow(() -> new Failure("lost connection to pod"));
    int pause = runtime.pause().pid();
    try (Fd pidfd = Processes.pidfd(pause);
        Fd network = Fd.open("/proc/" + pause + "/ns/net", Fd.O_RDONLY, 0);
        Epoll epoll = new Epoll()) {
      Forwarder forwarder = new Forwarder(network, context.out(), context.err());
      for (ForwardedPort port : ports) {
        forwarder.listen(port, addresses);
      }
      epoll.add(pidfd, 0);
      epoll.await(-1);
      forwarder.close();
    }
    throw new Failure("lost connection to pod");
  }

  private static List<String> addresses(List<String> values) {
    List<String> addresses = new ArrayList<>();
    for (String value : values) {
      for (String address : value.split(",")) {
        if (!address.equals("localhost") && IpAddress.parse(address).isEmpty()) {
          throw new UsageError(
              "port-forward", "--address " + address + ": use localhost or an IP address");
        }
        addresses.add(address);
      }
    }
    return addresses.isEmpty() ? List.of("localhost") : addresses;
  }

  @Override
  public boolean leavesThreads() {
    return true;
  }
}
