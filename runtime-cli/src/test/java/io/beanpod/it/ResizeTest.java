package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.model.Json;
import io.beanpod.store.Root;
import io.beanpod.store.StoredManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Resources of containers that change while they run. */
class ResizeTest extends PodTest {
  private static final String IDLE = "trap 'exit 0' TERM; while :; do sleep 0.1; done";
  private static final String BURN = "while :; do :; done";

  /** Takes 64 MiB of memory at once. */
  private static final String TAKE = "dd if=/dev/zero of=/dev/null bs=64M count=1 2>/dev/null";

  private static Map<String, Object> resources(String cpu, String memory) {
    return Map.of(
        "requests", Map.of("cpu", "10m", "memory", "1Mi"),
        "limits", Map.of("cpu", cpu, "memory", memory));
  }

  private static Manifest pod(String script, String cpu, String memory) {
    return Manifest.pod("web").script("one", script).with("resources", resources(cpu, memory));
  }

  private Ran set(String... flags) {
    List<String> words = new ArrayList<>(List.of("set", "resources", "pod", "web"));
    words.addAll(List.of(flags));
    return beanpod.run(words.toArray(String[]::new));
  }

  /** A file of the cgroup that all containers share, or, by its name, of one of them. */
  private String cgroup(String container, String v2, String v1) {
    try {
      Object pod = file("web", "runtime.json").get("cgroup");
      String path = pod + "/containers" + (container.isEmpty() ? "" : "/" + container);
      Cgroup cgroup = CgroupDriver.detect(Root.below(beanpod.root())).cgroup(path);
      for (Path directory : cgroup.directories()) {
        Path file = directory.resolve(cgroup.v2Directory().isPresent() ? v2 : v1);
        if (Files.exists(file)) {
          return Files.readString(file).strip();
        }
      }
      throw new AssertionError(path + " has no file " + v2 + " or " + v1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long memoryLimit(String container) {
    return Long.parseLong(cgroup(container, "memory.max", "memory.limit_in_bytes"));
  }

  private long throttled(String container) {
    return cgroup(container, "cpu.stat", "cpu.stat")
        .lines()
        .filter(line -> line.startsWith("nr_throttled "))
        .mapToLong(line -> Long.parseLong(line.substring("nr_throttled ".length())))
        .findAny()
        .orElseThrow();
  }

  private static Object limits(Status status, String container) {
    return Json.at(status.container(container), "resources", "limits");
  }

  /** The condition of that type; empty where it is not there. */
  private static Map<String, Object> condition(Status status, String type) {
    for (Object item : Json.list(Json.at(status.pod(), "status", "conditions"))) {
      if (type.equals(Json.object(item).get("type"))) {
        return Json.object(item);
      }
    }
    return Map.of();
  }

  private Status awaitResized() {
    return await("web", "the resize is done", s -> condition(s, "PodResizeInProgress").isEmpty());
  }

  @Test
  @Tag("cgroup")
  void lessCpuSlowsAContainerDownThatRunsOn() throws IOException {
    apply(pod(BURN, "64", "64Mi")); // more than its one thread can use
    long pid = pid("web", "one");
    assertThat(throttled("one")).isZero();
    assertThat(set("--limits=cpu=100m", "--requests=cpu=20m").ok())
        .isEqualTo("pod/web resource requirements updated\n");
    Await.until("it is throttled", () -> throttled("one") > 0, () -> get("web"));
    for (String container : new String[] {"", "one"}) {
      assertThat(cgroup(container, "cpu.max", "cpu.cfs_quota_us")).startsWith("10000");
    }
    Status status = get("web");
    assertThat(limits(status, "one")).isEqualTo(Map.of("cpu", "100m", "memory", "64Mi"));
    assertThat(Json.at(status.container("one"), "allocatedResources", "cpu")).isEqualTo("20m");
    assertThat(Json.at(status.pod(), "metadata", "generation")).isEqualTo(2L);
    assertThat(Json.at(status.pod(), "status", "observedGeneration")).isEqualTo(2L);
    assertThat(status.restarts("one")).isZero();
    assertThat(pid("web", "one")).isEqualTo(pid);
    awaitEvent("ResizeStarted : Pod resize started: {\"containers\":[{\"name\":\"one\"");
    awaitEvent(
        "ResizeCompleted : Pod resize completed: {\"containers\":[{\"name\":\"one\",\"resources\":"
            + "{\"limits\":{\"cpu\":\"100m\",\"memory\":\"64Mi\"},"
            + "\"requests\":{\"cpu\":\"20m\",\"memory\":\"1Mi\"}}}],\"generation\":2}");
    assertThat(
            StoredManifest.read(Root.below(root), uid())
                .map(stored -> Json.at(stored.tree(), "spec", "containers").toString()))
        .as("what the next boot starts")
        .hasValueSatisfying(containers -> assertThat(containers).contains("cpu=100m"));
  }

  private String uid() {
    return Json.string(Json.at(file("web", "pod.json"), "metadata", "uid"));
  }

  @Test
  @Tag("cgroup")
  void moreMemoryIsThereForAContainerThatRunsOn() {
    apply(pod(IDLE, "1", "32Mi").script("other", IDLE).with("resources", resources("1", "32Mi")));
    long pid = pid("web", "one");
    String patch = "{spec: {containers: [{name: one, resources: {limits: {memory: 128Mi}}}]}}";
    assertThat(beanpod.run("patch", "pod", "web", "--subresource", "resize", "-p", patch).ok())
        .isEqualTo("pod/web patched\n");
    assertThat(memoryLimit("one")).isEqualTo(128 << 20);
    assertThat(memoryLimit("")).isEqualTo(160 << 20);
    beanpod.run("exec", "web", "-c", "one", "--", "sh", "-c", TAKE).ok();
    assertThat(pid("web", "one")).isEqualTo(pid);
    assertThat(get("web").restarts("one")).isZero();
    assertThat(beanpod.run("exec", "web", "-c", "other", "--", "sh", "-c", TAKE).status())
        .as("the other container has its old limit")
        .isNotZero();
  }

  /** The name of its image may mean another one by then. */
  @Test
  void allButTheResourcesStaysWhatItWasStartedWith() throws IOException {
    image("moving:1", Beanpod.fixture("busybox"));
    apply(pod(IDLE, "1", "32Mi").with("image", "moving:1"));
    Object imageId = get("web").container("one").get("imageID");
    image("moving:1", new TestImage().config("User", "1000:1000").write(root));
    set("--limits=cpu=500m").ok();
    Status status = awaitResized();
    assertThat(limits(status, "one")).isEqualTo(Map.of("cpu", "500m", "memory", "32Mi"));
    assertThat(status.container("one")).containsEntry("imageID", imageId);
    assertThat(beanpod.run("exec", "web", "--", "id", "-u").ok()).isEqualTo("0\n");
  }

  @Test
  void theResizePolicyRestartsAtOnceAndByApply() {
    List<Object> policy =
        List.of(Map.of("resourceName", "memory", "restartPolicy", "RestartContainer"));
    apply(pod(IDLE, "1", "32Mi").with("resizePolicy", policy));
    long first = pid("web", "one");
    assertThat(apply(pod(IDLE, "500m", "32Mi").with("resizePolicy", policy)))
        .isEqualTo("pod/web configured\n");
    awaitResized();
    assertThat(pid("web", "one")).as("cpu needs no restart").isEqualTo(first);

    assertThat(apply(pod(IDLE, "500m", "64Mi").with("resizePolicy", policy)))
        .isEqualTo("pod/web configured\n");
    nextPid("web", "one", first);
    Status status = awaitResized();
    assertThat(status.restarts("one")).isEqualTo(1);
    assertThat(limits(status, "one")).isEqualTo(Map.of("cpu", "500m", "memory", "64Mi"));
    assertThat(memoryLimit("one")).isEqualTo(64 << 20);
    assertThat(events())
        .contains("Killing spec.containers{one}: Container one resize requires restart")
        .noneMatch(line -> line.startsWith("BackOff"));
  }

  @Test
  void whatIsRefusedChangesNothing() {
    apply(pod(IDLE, "1", "32Mi"));
    Object before = file("web", "pod.json").get("spec");
    assertThat(set("--requests=cpu=1,memory=32Mi").oneLine())
        .isEqualTo(
            "error: pod/web: spec: Pod QOS Class may not change as a result of resizing:"
                + " it is Burstable, and would be Guaranteed");
    assertThat(
            beanpod
                .run(
                    "patch",
                    "pod",
                    "web",
                    "-p",
                    "{spec: {containers: [{name: one, resources: {limits: {memory: null}}}]}}")
                .oneLine())
        .isEqualTo(
            "error: pod/web: spec.containers[0].resources.limits:"
                + " resource limits cannot be removed");
    assertThat(set("--requests=cpu=2").oneLine())
        .contains("spec.containers[0].resources.requests.cpu: 2 must not be more than the limit");
    assertThat(file("web", "pod.json").get("spec")).isEqualTo(before);
    assertThat(memoryLimit("one")).isEqualTo(32 << 20);
    assertThat(events()).noneMatch(line -> line.startsWith("Resize"));
  }

  @Test
  void whatTheHostDoesNotHaveIsInfeasible() {
    apply(pod(IDLE, "1", "32Mi"));
    set("--requests=memory=900Ti", "--limits=memory=900Ti,cpu=2").ok();
    Status status = get("web");
    Map<String, Object> pending = condition(status, "PodResizePending");
    assertThat(pending)
        .containsEntry("status", "True")
        .containsEntry("reason", "Infeasible")
        .containsEntry("observedGeneration", 2L);
    assertThat(Json.string(pending.get("message")))
        .startsWith(
            "Node didn't have enough capacity: memory, requested: 989560464998400, capacity: ");
    assertThat(Json.at(status.container("one"), "allocatedResources", "memory")).isEqualTo("1Mi");
    assertThat(limits(status, "one")).isEqualTo(Map.of("cpu", "1", "memory", "32Mi"));
    assertThat(memoryLimit("one")).isEqualTo(32 << 20);
    awaitEvent("ResizeInfeasible : Pod resize Infeasible: ");

    set("--requests=memory=1Mi", "--limits=memory=48Mi,cpu=1").ok();
    assertThat(condition(get("web"), "PodResizePending")).isEmpty();
    assertThat(memoryLimit("one")).isEqualTo(48 << 20);
  }

  @Test
  @Tag("cgroup")
  void aLimitBelowWhatIsUsedWaitsUntilItIsFree() {
    apply(pod(IDLE, "1", "128Mi"));
    sh("web", "dd if=/dev/zero of=/dev/shm/x bs=1M count=64 2>/dev/null");
    set("--limits=memory=32Mi,cpu=500m").ok();
    Status status = await("web", "an error", s -> !condition(s, "PodResizeInProgress").isEmpty());
    Map<String, Object> progress = condition(status, "PodResizeInProgress");
    assertThat(progress).containsEntry("reason", "Error");
    assertThat(Json.string(progress.get("message")))
        .startsWith(
            "cannot decrease memory limits:"
                + " [attempting to set pod memory limit (33554432) below current usage (")
        .contains(
            "attempting to set container \"one\" memory limit (33554432) below current usage (");
    assertThat(limits(status, "one"))
        .as("nothing of it is done")
        .isEqualTo(Map.of("cpu", "1", "memory", "128Mi"));
    assertThat(memoryLimit("one")).isEqualTo(128 << 20);
    awaitEvent("ResizeError : Pod resize error: ");

    sh("web", "rm /dev/shm/x");
    status = awaitResized();
    assertThat(limits(status, "one")).isEqualTo(Map.of("cpu", "500m", "memory", "32Mi"));
    assertThat(memoryLimit("one")).isEqualTo(32 << 20);
    assertThat(memoryLimit("")).isEqualTo(32 << 20);
    assertThat(status.restarts("one")).isZero();
  }

  @Test
  void aContainerThatCrashesForWantOfMemoryStartsWithMore() {
    apply(pod(TAKE + " || exit 1; exec sleep 1000", "1", "32Mi").backOff("100ms", "200ms"));
    await("web", "it crashes", s -> s.restarts("one") > 0);
    set("--limits=memory=128Mi").ok();
    await("web", "it runs", s -> s.is("one", "running") && s.ready("one"));
    awaitSh("web", "grep -q sleep /proc/1/cmdline");
    assertThat(memoryLimit("one")).isEqualTo(128 << 20);
  }

  @Test
  void theNextStartHasTheScoreOfTheNewRequest() {
    apply(pod(IDLE, "1", "4Gi"));
    long first = pid("web", "one");
    int score = score(first);
    Await.until( // a start with the old score lies ready
        "the next start is prepared",
        () -> Files.isDirectory(root.resolve("var/lib/beanpod/pods/" + uid() + "/one/1")),
        () -> get("web"));
    set("--requests=memory=512Mi").ok();
    assertThat(score(first)).as("that of a process does not change").isEqualTo(score);
    beanpod.run("exec", "web", "--", "kill", "1"); // which may not live to see its own end
    assertThat(score(nextPid("web", "one", first))).isLessThan(score);
  }

  private static int score(long pid) {
    return Integer.parseInt(Proc.text(pid, "oom_score_adj").strip());
  }

  @Test
  void changesAtTheSameTimeAreAllMade() {
    Manifest pod = Manifest.pod("web");
    List<Process> commands = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      pod.script(name, IDLE).with("resources", resources("1", "32Mi"));
    }
    apply(pod);
    for (String name : List.of("one", "two", "three")) {
      for (String limit : List.of("cpu=500m", "memory=64Mi")) {
        commands.add(
            beanpod.start("set", "resources", "pod", "web", "-c", name, "--limits=" + limit));
      }
    }
    for (Process command : commands) {
      Beanpod.finish(List.of("set"), command, new byte[0]).ok();
    }
    Status status = awaitResized();
    for (String name : List.of("one", "two", "three")) {
      assertThat(limits(status, name)).isEqualTo(Map.of("cpu", "500m", "memory", "64Mi"));
      assertThat(memoryLimit(name)).isEqualTo(64 << 20);
    }
    assertThat(memoryLimit("")).isEqualTo(192 << 20);
    assertThat(Json.at(status.pod(), "metadata", "generation")).isEqualTo(7L);
  }
}
