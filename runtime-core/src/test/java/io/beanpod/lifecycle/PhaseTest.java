package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code status.phase} of every pod of a sidecar, an init container and two main ones, each with
 * every history of up to two starts, against the kubelet's own counting.
 */
class PhaseTest {
  /** What has happened to a container: s is started, r its postStart hook done, digits its ends. */
  private static final List<String> HISTORIES =
      List.of("", "s", "sr", "sr0", "sr1", "sr0s", "sr1s", "sr1sr", "sr1sr1", "sr1sr0");

  private static final List<String> SIDECARS = List.of("none", "s", "sr", "sr1", "sr1s", "sr1sr1");
  private static final List<String> INITS = List.of("none", "", "sr", "sr0", "sr1", "sr1sr0");

  private final TestClock clock = new TestClock();

  @ParameterizedTest
  @EnumSource(RestartPolicy.class)
  void agreesWithTheKubelet(RestartPolicy policy) {
    int pods = 0;
    for (String sidecar : SIDECARS) {
      for (String init : INITS) {
        for (String a : HISTORIES) {
          for (String b : HISTORIES) {
            for (End end : End.values()) {
              String what = policy + ": " + sidecar + ", " + init + ", " + a + ", " + b + " " + end;
              pods += agrees(what, policy, List.of(sidecar, init, a, b), end) ? 1 : 0;
            }
          }
        }
      }
    }
    assertThat(pods).as("pods that can be").isGreaterThan(300);
  }

  /** How far a deletion has come. */
  private enum End {
    NOT_DELETED,
    DELETED,
    ENDED_WELL,
    KILLED
  }

  private boolean agrees(String what, RestartPolicy policy, List<String> histories, End end) {
    Optional<PodLife> possible = pod(policy, histories);
    if (possible.isEmpty()) {
      return false;
    }
    PodLife pod = possible.get();
    Phase before = kubelet(pod, policy, false);
    if (end != End.NOT_DELETED) {
      pod.stop(30_000);
      for (ContainerLife c : pod.containers()) {
        if (c.alive() && end != End.DELETED) {
          c.exited(end == End.KILLED ? 137 : 0, 0, false, "");
        }
      }
      pod.next();
    }
    assertThat(pod.phase()).as(what).isEqualTo(managed(pod, policy, before));
    return true;
  }

  /** The pod with these histories; empty if a container could not have come so far. */
  private Optional<PodLife> pod(RestartPolicy policy, List<String> histories) {
    List<ContainerLife> lives = new ArrayList<>();
    RestartPolicy initPolicy = policy == RestartPolicy.Always ? RestartPolicy.OnFailure : policy;
    if (!histories.get(0).equals("none")) {
      lives.add(life("sidecar", ContainerKind.SIDECAR, RestartPolicy.Always));
    }
    if (!histories.get(1).equals("none")) {
      lives.add(life("init", ContainerKind.INIT, initPolicy));
    }
    lives.add(life("a", ContainerKind.MAIN, policy));
    lives.add(life("b", ContainerKind.MAIN, policy));
    PodLife pod = new PodLife(lives, 30, OptionalLong.empty(), clock, (t, r, p, m) -> {});
    int next = 0;
    for (String history : histories) {
      if (!history.equals("none") && !lived(pod, lives.get(next++), history)) {
        return Optional.empty();
      }
      pod.next();
    }
    return Optional.of(pod);
  }

  private boolean lived(PodLife pod, ContainerLife life, String history) {
    for (int i = 0; i < history.length(); i++) {
      char c = history.charAt(i);
      if (c == 's') {
        clock.advance(1_000_000);
        boolean due = pod.next().stream().anyMatch(x -> x.container() == life);
        if (!due || life.alive()) {
          return false; // not its turn, or it has ended for good
        }
        life.starting(life.name() + clock.monotonicMillis());
        life.running();
        pod.next();
      } else if (c == 'r') {
        pod.postStartEnded(life, life.id(), Optional.empty());
        pod.next(); // a sidecar that has started lets the next ones go ahead for ever
      } else {
        life.exited(c - '0', 0, false, "");
      }
    }
    return true;
  }

  private ContainerLife life(String name, ContainerKind kind, RestartPolicy policy) {
    TestPlan plan = new TestPlan(kind, policy).postStart(new Handler.Sleep(1));
    BackOff backOff = new BackOff(BackOff.BASE_MILLIS, BackOff.MAX_MILLIS);
    return new ContainerLife(name, "pod", plan.build(), backOff, clock, (t, r, p, m) -> {});
  }

  /**
   * What pkg/kubelet/status makes of it: no pod ends while a container runs (mergePodStatus), and
   * one whose containers are gone has ended (TerminatePod).
   */
  private static Phase managed(PodLife pod, RestartPolicy policy, Phase before) {
    boolean anyAlive = pod.containers().stream().anyMatch(ContainerLife::alive);
    Phase phase = kubelet(pod, policy, pod.stopping() && !anyAlive);
    boolean terminal = phase == Phase.Succeeded || phase == Phase.Failed;
    if (terminal && anyAlive) {
      return before == Phase.Failed ? Phase.Pending : before; // an init container's failure
    }
    return pod.stopping() && !anyAlive && !terminal ? Phase.Failed : phase;
  }

  /** getPhase of pkg/kubelet/kubelet_pods.go. */
  private static Phase kubelet(PodLife pod, RestartPolicy policy, boolean podIsTerminal) {
    int pendingInit = 0;
    int failedInit = 0;
    int pendingSidecars = 0;
    int running = 0;
    int waiting = 0;
    int stopped = 0;
    int succeeded = 0;
    for (ContainerLife c : pod.containers()) {
      boolean runs = c.state() instanceof ContainerState.Running;
      boolean first = c.state() instanceof ContainerState.Waiting && c.last().isEmpty();
      Optional<ContainerState.Terminated> end =
          c.state() instanceof ContainerState.Terminated t ? Optional.of(t) : c.last();
      boolean bad = end.isPresent() && end.get().exitCode() != 0;
      switch (c.kind()) {
        case INIT:
          pendingInit += runs || first ? 1 : 0;
          failedInit += !runs && !first && bad ? 1 : 0;
          break;
        case SIDECAR:
          pendingSidecars += (runs && !c.started()) || first ? 1 : 0;
          running += runs ? 1 : 0;
          waiting += first ? 1 : 0;
          break;
        default:
          boolean ended = c.state() instanceof ContainerState.Terminated;
          running += runs ? 1 : 0;
          waiting += first ? 1 : 0;
          stopped += !runs && !first ? 1 : 0;
          succeeded += ended && !bad ? 1 : 0;
          break;
      }
    }
    if (failedInit > 0 && policy == RestartPolicy.Never) {
      return Phase.Failed;
    }
    if (pendingInit > 0 || (pendingSidecars > 0 && !pod.initialized()) || waiting > 0) {
      return Phase.Pending;
    }
    if (running > 0) {
      return Phase.Running;
    }
    if (podIsTerminal) {
      return stopped == succeeded ? Phase.Succeeded : Phase.Failed;
    }
    if (policy == RestartPolicy.Always) {
      return Phase.Running;
    }
    if (stopped == succeeded) {
      return Phase.Succeeded;
    }
    return policy == RestartPolicy.Never ? Phase.Failed : Phase.Running;
  }
}
