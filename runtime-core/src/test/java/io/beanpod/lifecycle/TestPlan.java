package io.beanpod.lifecycle;

import io.beanpod.model.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A {@link LifecyclePlan} that a test puts together wish by wish. */
public final class TestPlan {
  private static final int SIGTERM = 15;

  private final ContainerKind kind;
  private RestartPolicy policy;
  private final List<RestartRule> rules = new ArrayList<>();
  private Optional<ProbePlan> startup = Optional.empty();
  private Optional<ProbePlan> liveness = Optional.empty();
  private Optional<ProbePlan> readiness = Optional.empty();
  private Optional<Handler> postStart = Optional.empty();
  private Optional<Handler> preStop = Optional.empty();
  private int stopSignal = SIGTERM;

  public TestPlan(ContainerKind kind, RestartPolicy policy) {
    this.kind = kind;
    this.policy = policy;
  }

  /** A probe every {@code period} seconds; the first success and that many failures count. */
  public static ProbePlan probe(int period, int failures) {
    return probe(period, failures, OptionalLong.empty());
  }

  static ProbePlan probe(int period, int failures, OptionalLong grace) {
    Handler handler = new Handler.TcpSocket("", 80);
    return new ProbePlan(handler, 0, 1, period, 1, failures, grace);
  }

  TestPlan policy(RestartPolicy own) {
    policy = own;
    return this;
  }

  TestPlan rule(boolean in, Integer... exitCodes) {
    rules.add(new RestartRule(in, List.of(exitCodes)));
    return this;
  }

  TestPlan startup(ProbePlan probe) {
    startup = Optional.of(probe);
    return this;
  }

  TestPlan liveness(ProbePlan probe) {
    liveness = Optional.of(probe);
    return this;
  }

  public TestPlan readiness(ProbePlan probe) {
    readiness = Optional.of(probe);
    return this;
  }

  public TestPlan postStart(Handler hook) {
    postStart = Optional.of(hook);
    return this;
  }

  TestPlan preStop(Handler hook) {
    preStop = Optional.of(hook);
    return this;
  }

  TestPlan stopSignal(int signal) {
    stopSignal = signal;
    return this;
  }

  public LifecyclePlan build() {
    return new LifecyclePlan(
        kind,
        policy,
        rules,
        startup,
        liveness,
        readiness,
        postStart,
        preStop,
        stopSignal,
        "/dev/termination-log",
        false,
        false,
        false,
        false,
        Optional.empty());
  }
}
