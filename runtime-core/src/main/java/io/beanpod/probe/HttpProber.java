package io.beanpod.probe;

import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;

/**
 * Asks a web server whether it is well.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/probe/http/http.go">pkg/probe/http</a>
 */
final class HttpProber {
  private static final String AGENT = "kube-probe/1.35";

  private HttpProber() {}

  static ProbeOutcome probe(Handler.HttpGet get, String host, Deadline deadline) {
    try (HttpClient client = new HttpClient(get.headers(), AGENT, deadline)) {
      HttpHead head = client.get(Url.of(get.https(), host, get.port(), get.path()));
      return outcome(client, head);
    } catch (NetException e) {
      return ProbeOutcome.failure(e.text());
    }
  }

  /** The body is read before the status counts, as in the kubelet: half an answer is none. */
  private static ProbeOutcome outcome(HttpClient client, HttpHead head) {
    String body;
    try {
      body = client.body(head);
    } catch (NetException e) {
      return ProbeOutcome.unknown(e.text());
    }
    if (head.status() < 200 || head.status() >= 400) {
      return ProbeOutcome.failure("HTTP probe failed with statuscode: " + head.status());
    }
    return head.status() >= 300
        ? ProbeOutcome.warning("Probe terminated redirects, Response body: " + body)
        : ProbeOutcome.success(body);
  }
}
