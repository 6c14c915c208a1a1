package io.beanpod.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Documents;
import io.beanpod.model.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodRowTest {
  private static final long NOW = Rfc3339.millis("2026-01-01T01:00:00Z").orElseThrow();

  private static final String UP = "{ready: true, state: {running: {}}}";
  private static final String UNREADY = "{ready: false, state: {running: {}}}";

  private static Map<String, Object> pod(String yaml) {
    return Documents.read("fixture", yaml.getBytes(StandardCharsets.UTF_8)).get(0).tree();
  }

  private static PodRow row(String status, int containers, String metadata) {
    String spec =
        "spec: {initContainers: [{name: i0}, {name: i1}], containers: ["
            + "{},".repeat(containers)
            + "]}";
    return PodRow.of(pod(metadata + "\n" + spec + "\nstatus: " + status), NOW);
  }

  private static PodRow row(String status) {
    return row(status, 2, "metadata: {name: web}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{phase: Pending}|0/2|Pending",
        "{phase: Running, containerStatuses: [UP, UP]}|2/2|Running",
        "{phase: Running, containerStatuses: [UP, UNREADY]}|1/2|Running",
        "{phase: Pending, containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]}"
            + "|0/2|ContainerCreating",
        "{phase: Running, containerStatuses: [UP, {state: {waiting: {reason: CrashLoopBackOff}}}]}"
            + "|1/2|CrashLoopBackOff",
        "{phase: Running, containerStatuses: [UP, {state: {terminated: {exitCode: 1, reason:"
            + " Error}}}]}|1/2|Error",
        "{phase: Running, containerStatuses: [UP, {state: {terminated: {exitCode: 0, reason:"
            + " Completed}}}], conditions: [{type: Ready, status: 'True'}]}|1/2|Running",
        "{phase: Running, containerStatuses: [UP, {state: {terminated: {exitCode: 0, reason:"
            + " Completed}}}], conditions: [{type: Ready, status: 'False'}]}|1/2|NotReady",
        "{phase: Succeeded, containerStatuses: [{state: {terminated: {exitCode: 0, reason:"
            + " Completed}}}]}|0/2|Completed",
        "{phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 3}}}]}|0/2|ExitCode:3",
        "{phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 137, signal: 9}}}]}"
            + "|0/2|Signal:9",
        "{phase: Failed, reason: Evicted}|0/2|Evicted",
        "{phase: Pending, initContainerStatuses: [{state: {running: {}}}, {}]}|0/2|Init:0/2",
        "{phase: Pending, initContainerStatuses: [{state: {terminated: {exitCode: 0}}}, {state:"
            + " {running: {}}}]}|0/2|Init:1/2",
        "{phase: Pending, initContainerStatuses: [{state: {terminated: {exitCode: 1, reason:"
            + " Error}}}]}|0/2|Init:Error",
        "{phase: Pending, initContainerStatuses: [{state: {waiting: {reason: CrashLoopBackOff}}}]}"
            + "|0/2|Init:CrashLoopBackOff",
        "{phase: Running, initContainerStatuses: [{state: {terminated: {exitCode: 0}}}],"
            + " containerStatuses: [UP, UP]}|2/2|Running",
        "{phase: Pending, initContainerStatuses: [{state: {terminated: {exitCode: 2}}}]}"
            + "|0/2|Init:ExitCode:2",
        "{phase: Pending, initContainerStatuses: [{state: {terminated: {exitCode: 137, signal:"
            + " 9}}}]}|0/2|Init:Signal:9",
        "{phase: Pending, initContainerStatuses: [{state: {terminated: {exitCode: 137, reason:"
            + " OOMKilled}}}]}|0/2|Init:OOMKilled",
        "{phase: Pending, initContainerStatuses: [{state: {waiting: {reason: PodInitializing}}}]}"
            + "|0/2|Init:0/2",
        "{phase: Pending, initContainerStatuses: [{state: {terminated: {exitCode: 0}}}, {state:"
            + " {terminated: {exitCode: 0}}}], containerStatuses: [{state: {waiting: {reason:"
            + " PodInitializing}}}, {state: {waiting: {reason: PodInitializing}}}]}"
            + "|0/2|PodInitializing",
        "{phase: Running, containerStatuses: [{state: {terminated: {exitCode: 137, reason:"
            + " OOMKilled}}}, UP]}|1/2|OOMKilled",
        "{phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 0, reason:"
            + " Completed}}}, {state: {terminated: {exitCode: 1, reason: Error}}}]}|0/2|Error",
        "{phase: Failed, reason: DeadlineExceeded}|0/2|DeadlineExceeded",
        "{phase: Failed, reason: DeadlineExceeded, containerStatuses: [{state: {terminated:"
            + " {exitCode: 137, reason: Error}}}]}|0/2|Error",
        "{phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason:"
            + " SchedulingGated}]}|0/2|SchedulingGated",
        "{phase: Running, initContainerStatuses: [{state: {terminated: {exitCode: 1, reason:"
            + " Error}}}], conditions: [{type: Initialized, status: 'True'}], containerStatuses:"
            + " [UP, UP]}|2/2|Init:Error",
      })
  void saysWhatKubectlSays(String status, String ready, String word) {
    PodRow row = row(status.replace("UP", UP).replace("UNREADY", UNREADY));
    assertThat(row.ready()).isEqualTo(ready);
    assertThat(row.status()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A sidecar counts among the containers, and from its start on among the ready ones.
        "{phase: Pending, initContainerStatuses: [{name: side, state: {running: {}}}]}"
            + "|0/2|Init:0/2|0",
        "{phase: Pending, initContainerStatuses: [{name: side, started: true, ready: true, state:"
            + " {running: {}}}, {name: setup, state: {running: {}}}]}|1/2|Init:1/2|0",
        "{phase: Running, initContainerStatuses: [{name: side, started: true, ready: true, state:"
            + " {running: {}}}, {name: setup, state: {terminated: {exitCode: 0}}}],"
            + " containerStatuses: [UP]}|2/2|Running|0",
        "{phase: Running, initContainerStatuses: [{name: side, started: true, ready: false, state:"
            + " {running: {}}}, {name: setup, state: {terminated: {exitCode: 0}}}],"
            + " containerStatuses: [UP]}|1/2|Running|0",
        "{phase: Succeeded, initContainerStatuses: [{name: side, started: false, state:"
            + " {terminated: {exitCode: 0}}}], containerStatuses: [{state: {terminated: {exitCode:"
            + " 0, reason: Completed}}}]}|0/2|Completed|0",
        // The init container's restarts are forgotten once it is done, the sidecar's are not.
        "{phase: Pending, initContainerStatuses: [{name: side, started: true, restartCount: 2,"
            + " state: {running: {}}}, {name: setup, restartCount: 3, state: {waiting: {reason:"
            + " CrashLoopBackOff}}}]}|0/2|Init:CrashLoopBackOff|5",
        "{phase: Running, initContainerStatuses: [{name: side, started: true, restartCount: 2,"
            + " lastState: {terminated: {finishedAt: '2026-01-01T00:59:30Z'}}, state: {running:"
            + " {}}}, {name: setup, restartCount: 3, lastState: {terminated: {finishedAt:"
            + " '2026-01-01T00:59:50Z'}}, state: {terminated: {exitCode: 0}}}], containerStatuses:"
            + " [{restartCount: 1, ready: true, state: {running: {}}}]}|1/2|Running|3 (30s ago)",
      })
  void countsSidecars(String status, String ready, String word, String restarts) {
    String spec =
        "spec: {initContainers: [{name: side, restartPolicy: Always}, {name: setup}],"
            + " containers: [{name: main}]}\nstatus: ";
    assertThat(PodRow.of(pod(spec + status.replace("UP", UP)), NOW))
        .isEqualTo(new PodRow(ready, word, restarts));
  }

  @Test
  void countsTheOpenReadinessGates() {
    String gates = "spec: {readinessGates: [{conditionType: a}, {conditionType: b}]}\n";
    assertThat(PodRow.readinessGates(pod(gates))).isEqualTo("0/2");
    assertThat(
            PodRow.readinessGates(
                pod(
                    gates
                        + "status: {conditions: [{type: b, status: 'True'}, {type: a, status:"
                        + " 'False'}]}")))
        .isEqualTo("1/2");
    assertThat(PodRow.readinessGates(pod("spec: {}"))).isEqualTo("<none>");
  }

  @Test
  void aDeletedPodTerminatesUnlessItEnded() {
    String deleted = "metadata: {name: web, deletionTimestamp: '2026-01-01T00:59:00Z'}";
    assertThat(row("{phase: Running, containerStatuses: []}", 1, deleted).status())
        .isEqualTo("Terminating");
    assertThat(row("{phase: Failed}", 1, deleted).status()).isEqualTo("Failed");
    assertThat(row("{phase: Running, reason: NodeLost}", 1, deleted).status()).isEqualTo("Unknown");
  }

  @Test
  void countsRestartsAndTheTimeSinceTheLast() {
    PodRow row =
        row(
            "{phase: Running, containerStatuses: [{restartCount: 2, lastState: {terminated:"
                + " {finishedAt: '2026-01-01T00:59:48Z'}}}, {restartCount: 1, lastState:"
                + " {terminated: {finishedAt: '2026-01-01T00:10:00Z'}}}]}");
    assertThat(row.restarts()).isEqualTo("3 (12s ago)");
    assertThat(row("{phase: Running, containerStatuses: [{restartCount: 2}]}").restarts())
        .isEqualTo("2");
    assertThat(row("{phase: Running}").restarts()).isEqualTo("0");
  }

  @Test
  void theAgeCountsFromTheCreation() {
    assertThat(Age.of(pod("metadata: {creationTimestamp: '2026-01-01T00:00:00Z'}"), NOW))
        .isEqualTo("60m");
    assertThat(Age.of(pod("metadata: {name: web}"), NOW)).isEqualTo("<unknown>");
  }
}
