package io.beanpod.probe;

import io.beanpod.lifecycle.Handler;
import java.util.List;
import java.util.Optional;

/**
 * One GET and the redirects that follow it, as Go's {@code http.Client} does them with the
 * kubelet's {@code RedirectChecker}: only on the same host, at most ten.
 */
final class HttpClient implements AutoCloseable {
  private static final int MAX_REDIRECTS = 10;

  private final List<Handler.Header> headers;
  private final String agent;
  private final Deadline deadline;
  private Optional<Channel> channel = Optional.empty();
  private Optional<HttpInput> input = Optional.empty();

  /**
   * @param agent the User-Agent, unless the headers have one
   */
  HttpClient(List<Handler.Header> headers, String agent, Deadline deadline) {
    this.headers = headers;
    this.agent = agent;
    this.deadline = deadline;
  }

  /**
   * Asks.
   *
   * @return the answer that is not to be followed; its {@link #body} can be read then
   * @throws NetException as Go prints it: {@code Get "URL": why}
   */
  HttpHead get(Url first) throws NetException {
    Url url = first;
    String host = HttpRequest.wishedHost(headers);
    for (int redirects = 0; ; redirects++) {
      String shown = url.toString();
      try {
        HttpHead head = ask(url, host.isEmpty() ? url.authority() : host);
        if (!isRedirect(head)) {
          return head;
        }
        Url next = url.resolve(head.location());
        if (!next.host().equals(first.host())) {
          return head;
        }
        if (redirects == MAX_REDIRECTS - 1) {
          shown = head.location();
          throw NetException.failed("stopped after 10 redirects");
        }
        // A wished Host header is for this site: an absolute location names its own.
        host = head.location().contains("://") ? "" : host;
        url = next;
      } catch (NetException e) {
        throw e.within("Get \"" + shown + "\": ");
      }
    }
  }

  /** The first 10 KiB of the answer's body. */
  String body(HttpHead head) throws NetException {
    try {
      return HttpBody.read(input.orElseThrow(), head);
    } catch (NetException e) {
      throw e.isTimeout()
          ? NetException.timeout(
              "context deadline exceeded (Client.Timeout or context cancellation while reading"
                  + " body)")
          : e;
    }
  }

  private HttpHead ask(Url url, String host) throws NetException {
    close();
    byte[] request = HttpRequest.bytes(url, host, agent, headers);
    boolean connected = false;
    try {
      Connection connection = Connection.open(url.host(), url.port(), deadline);
      connected = true;
      Channel opened =
          url.https() ? TlsChannel.over(connection, url.host(), url.port()) : connection;
      channel = Optional.of(opened);
      opened.write(request, 0, request.length);
      HttpInput in = new HttpInput(opened);
      input = Optional.of(in);
      return HttpHead.read(in);
    } catch (NetException e) {
      if (!e.isTimeout()) {
        throw e;
      }
      String what = connected ? "context deadline exceeded" : e.text();
      throw NetException.timeout(what + " (Client.Timeout exceeded while awaiting headers)");
    }
  }

  private static boolean isRedirect(HttpHead head) {
    return !head.location().isEmpty()
        && switch (head.status()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
  }

  @Override
  public void close() {
    channel.ifPresent(Channel::close);
    channel = Optional.empty();
  }
}
