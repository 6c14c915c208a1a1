package io.beanpod.probe;

import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * An httpGet hook: whatever the server answers is a success, as in the kubelet.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/kubelet/lifecycle/handlers.go">pkg/kubelet/lifecycle</a>
 */
final class HttpHook {
  private static final String AGENT = "kube-lifecycle/1.35";

  private HttpHook() {}

  /**
   * Asks; a server that speaks HTTP where HTTPS is wished is asked once more, in its language.
   *
   * @return SUCCESS; WARNING if it took the second try; FAILURE with why
   */
  static ProbeOutcome run(Handler.HttpGet get, String host, Deadline deadline) {
    try {
      ask(get.https(), get, get.headers(), host, deadline);
      return ProbeOutcome.success("");
    } catch (NetException e) {
      if (!get.https() || !e.text().contains(TlsChannel.PLAIN_HTTP)) {
        return ProbeOutcome.failure(e.text());
      }
      try {
        ask(false, get, withoutCredentials(get.headers()), host, deadline);
        return ProbeOutcome.warning(
            "request to HTTPS lifecycle hook "
                + Addresses.hostPort(host, get.port())
                + " got HTTP response, retry with HTTP succeeded");
      } catch (NetException again) {
        return ProbeOutcome.failure(e.text());
      }
    }
  }

  private static void ask(
      boolean https,
      Handler.HttpGet get,
      List<Handler.Header> headers,
      String host,
      Deadline deadline)
      throws NetException {
    try (HttpClient client = new HttpClient(headers, AGENT, deadline)) {
      HttpHead head = client.get(Url.of(https, host, get.port(), get.path()));
      drain(client, head);
    }
  }

  /** What was meant for an encrypted connection is not sent in the clear. */
  private static List<Handler.Header> withoutCredentials(List<Handler.Header> headers) {
    List<Handler.Header> kept = new ArrayList<>();
    for (Handler.Header header : headers) {
      if (!header.name().equalsIgnoreCase("Authorization")) {
        kept.add(header);
      }
    }
    return kept;
  }

  /** So that the server can write its answer; what it says, and whether it ends, is its affair. */
  private static void drain(HttpClient client, HttpHead head) {
    try {
      client.body(head);
    } catch (NetException e) {
      return; // the hook has been called: the kubelet, too, throws the body away
    }
  }
}
