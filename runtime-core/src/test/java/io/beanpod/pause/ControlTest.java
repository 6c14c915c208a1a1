package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.TestClock;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import io.beanpod.model.RestartPolicy;
import io.beanpod.pod.PodPlan;
import io.beanpod.pod.TestPlans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One connection, over a real socket. Who may connect at all is the integration tests' to find out:
 * the kernel tells root apart only where there is another user.
 */
class ControlTest {
  private final List<String> done = new ArrayList<>();
  private final Control.Handler handler =
      new Control.Handler() {
        @Override
        public void delete(int graceSeconds) {
          done.add("delete " + graceSeconds);
        }

        @Override
        public void condition(String type, String status, String reason, String message) {
          done.add("condition " + type + " " + status + " " + reason + " " + message);
        }

        @Override
        public void attach(String container, Fd connection) {
          done.add("attach " + container);
        }

        @Override
        public void update(PodPlan plan) throws IOException {
          if (plan.spec().equals("bad")) {
            throw new IOException("no space left");
          }
          done.add("update " + plan.spec());
        }
      };

  private Descriptors.Pair sockets;

  @BeforeEach
  void connect() throws SyscallException {
    sockets = Descriptors.socketpair();
  }

  @AfterEach
  void disconnect() {
    sockets.first().close();
    sockets.second().close();
  }

  @Test
  void doesWhatIsAsked() throws SyscallException {
    assertThat(ask("delete 30\n")).isEqualTo("ok\n");
    assertThat(ask(update("{}"))).isEqualTo("ok\n");
    assertThat(done).containsExactly("delete 30", "update {}");
  }

  @Test
  void anUpdateIsReadToItsEnd() throws SyscallException {
    String spec = "é".repeat(20_000);
    assertThat(ask(update(spec))).isEqualTo("ok\n");
    assertThat(done).containsExactly("update " + spec);
  }

  @Test
  void whatTheHandlerCannotDoIsTheAnswer() throws SyscallException {
    assertThat(ask(update("bad"))).isEqualTo("error: no space left\n");
  }

  @Test
  void nonsenseIsAnsweredAndDoesNothing() throws SyscallException {
    assertThat(ask("hello\n")).isEqualTo("error: unknown request: \"hello\"\n");
    assertThat(ask("x".repeat(5000)))
        .isEqualTo("error: unknown request: its first line is too long\n");
    assertThat(done).isEmpty();
  }

  @Test
  void aRequestThatIsCutOffDoesNothing() throws SyscallException {
    for (String start : List.of("", "delete 3", "update 70\n{1}\n{2}")) {
      try (Fd mine = sockets.first()) {
        mine.write(bytes(start));
      }
      assertThat(answer(new TestClock())).isEqualTo("error: the request is cut off\n");
      disconnect();
      connect();
    }
    assertThat(done).isEmpty();
  }

  /** Each look at the clock finds the whole time gone. */
  @Test
  void aSlowClientIsGivenUpHoweverItSpreadsItsBytes() throws SyscallException {
    TestClock clock =
        new TestClock() {
          @Override
          public long monotonicMillis() {
            advance(Control.TIMEOUT_MILLIS / 2);
            return super.monotonicMillis();
          }
        };
    sockets.first().write(bytes("delete")); // the client is there, and the line has no end
    assertThat(answer(clock)).isEqualTo("error: the request did not come within 2 s\n");
    assertThat(done).isEmpty();
  }

  private static byte[] update(String spec) {
    return TestPlans.request(TestPlans.pod(RestartPolicy.Always, false, false, false, false, spec));
  }

  private String ask(String request) throws SyscallException {
    return ask(bytes(request));
  }

  private String ask(byte[] request) throws SyscallException {
    sockets.first().write(request);
    String answer = answer(new TestClock());
    disconnect(); // what was not read must not become the next request
    connect();
    return answer;
  }

  private String answer(Clock clock) {
    return new Control(sockets.second(), handler, clock).answer(sockets.second());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
