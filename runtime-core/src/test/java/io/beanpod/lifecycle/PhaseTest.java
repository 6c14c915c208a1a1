package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseTest {
  private static final ContainerState.Terminated OK = terminated(0);
  private static final ContainerState.Terminated BAD = terminated(1);

  /** What a container's status may look like. */
  private enum Shape {
    CREATING(new ContainerState.Waiting("ContainerCreating", ""), Optional.empty()),
    BACKING_OFF(new ContainerState.Waiting("CrashLoopBackOff", ""), Optional.of(BAD)),
    BACKING_OFF_AFTER_SUCCESS(new ContainerState.Waiting("CrashLoopBackOff", ""), Optional.of(OK)),
    RUNNING(new ContainerState.Running(Instant.EPOCH), Optional.empty()),
    RUNNING_AGAIN(new ContainerState.Running(Instant.EPOCH), Optional.of(BAD)),
    SUCCEEDED(OK, Optional.empty()),
    FAILED(BAD, Optional.empty());

    @SuppressWarnings("ImmutableEnumChecker") // a record of values; Optional is not known as one
    private final ContainerView view;

    Shape(ContainerState state, Optional<ContainerState.Terminated> last) {
      view = new ContainerView(name(), "", "", "", 0, state, last);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Always,CREATING,Pending",
    "Always,CREATING RUNNING,Pending",
    "Always,RUNNING RUNNING,Running",
    "Always,RUNNING BACKING_OFF,Running",
    "Always,BACKING_OFF,Running",
    "OnFailure,SUCCEEDED SUCCEEDED,Succeeded",
    "OnFailure,SUCCEEDED BACKING_OFF,Running",
    "OnFailure,SUCCEEDED RUNNING,Running",
    "Never,SUCCEEDED FAILED,Failed",
    "Never,SUCCEEDED RUNNING,Running",
    "Never,SUCCEEDED,Succeeded",
  })
  void followsTheContainers(RestartPolicy policy, String shapes, Phase expected) {
    List<ContainerView> views = new ArrayList<>();
    for (String shape : shapes.split(" ")) {
      views.add(Shape.valueOf(shape).view);
    }
    assertThat(Phase.of(views, policy, false)).isEqualTo(expected);
  }

  @Test
  void aStoppedPodIsJudgedByItsEnds() {
    for (RestartPolicy policy : RestartPolicy.values()) {
      assertThat(Phase.of(List.of(Shape.SUCCEEDED.view), policy, true)).isEqualTo(Phase.Succeeded);
      assertThat(Phase.of(List.of(Shape.SUCCEEDED.view, Shape.FAILED.view), policy, true))
          .isEqualTo(Phase.Failed);
      assertThat(Phase.of(List.of(Shape.RUNNING.view, Shape.FAILED.view), policy, true))
          .isEqualTo(Phase.Running);
    }
  }

  /** Every pod of up to three containers, against the kubelet's own counting. */
  @ParameterizedTest
  @EnumSource(RestartPolicy.class)
  void agreesWithTheKubelet(RestartPolicy policy) {
    for (Shape a : Shape.values()) {
      for (Shape b : Shape.values()) {
        for (Shape c : Shape.values()) {
          for (boolean stopping : new boolean[] {false, true}) {
            List<Shape> shapes = List.of(a, b, c);
            if (possible(shapes, policy, stopping)) {
              List<ContainerView> views = List.of(a.view, b.view, c.view);
              assertThat(Phase.of(views, policy, stopping))
                  .as(policy + " " + shapes + (stopping ? " stopping" : ""))
                  .isEqualTo(kubelet(views, policy, stopping));
            }
          }
        }
      }
    }
  }

  /** Nothing waits in a pod that stops, and nothing waits again that its policy would not start. */
  private static boolean possible(List<Shape> shapes, RestartPolicy policy, boolean stopping) {
    for (Shape shape : shapes) {
      boolean waits = shape.view.state() instanceof ContainerState.Waiting;
      boolean again =
          shape.view.lastState().isEmpty()
              || Restarts.wanted(policy, shape.view.lastState().get().exitCode());
      if (waits && stopping || !again) {
        return false;
      }
    }
    return true;
  }

  /** getPhase of pkg/kubelet/kubelet_pods.go, of a pod without init containers. */
  private static Phase kubelet(
      List<ContainerView> views, RestartPolicy policy, boolean podIsTerminal) {
    int running = 0;
    int waiting = 0;
    int stopped = 0;
    int succeeded = 0;
    for (ContainerView view : views) {
      if (view.running()) {
        running++;
      } else if (view.state() instanceof ContainerState.Terminated end) {
        stopped++;
        succeeded += end.exitCode() == 0 ? 1 : 0;
      } else if (view.lastState().isPresent()) {
        stopped++;
      } else {
        waiting++;
      }
    }
    if (waiting > 0) {
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

  private static ContainerState.Terminated terminated(int exitCode) {
    return new ContainerState.Terminated(
        exitCode, 0, "Completed", "", Instant.EPOCH, Instant.EPOCH, "");
  }
}
