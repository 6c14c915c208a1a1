package io.beanpod.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Processes;
import io.beanpod.model.Json;
import io.beanpod.pod.Trees;
import io.beanpod.store.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * A test with real pods: each class has a root of its own with the busybox image, and nothing may
 * be left of a test's pods when they are deleted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PodTest {
  Path root;
  Beanpod beanpod;
  Leaks leaks;

  @BeforeAll
  void makeRoot() throws IOException {
    assumeTrue(Processes.isRoot(), "skipped: only root can launch pods");
    Beanpod.launcher();
    root =
        Files.createTempDirectory(Path.of("/tmp"), "bp"); // a socket's path has 108 bytes at most
    beanpod = new Beanpod(root);
    leaks = new Leaks(root);
    image("busybox:latest", Beanpod.fixture("busybox"));
  }

  @AfterEach
  void nothingIsLeft() {
    if (beanpod != null) {
      deleteAll();
    }
  }

  /**
   * Deletes every pod, and expects that nothing is left. A pause that ends just now is not waited
   * for by who does not find its pod any more: what it leaves then goes with a later command.
   */
  void deleteAll() {
    beanpod.run("delete", "pods", "--all", "-A", "--force").ok();
    Await.until(
        "nothing is left behind after delete --all --force",
        () -> {
          if (leaks.found().isEmpty()) {
            return true;
          }
          beanpod.run("delete", "pods", "--all", "-A", "--force").ok();
          return false;
        },
        leaks::found);
  }

  @AfterAll
  void removeRoot() throws IOException {
    if (root != null) {
      for (Path top : leaks.cgroupTops()) {
        Files.delete(top);
      }
      Trees.delete(root);
    }
  }

  void image(String tag, Path from) {
    beanpod.run("image", "import", "--tag", tag, from.toString()).ok();
  }

  /** Applies and expects success. */
  String apply(Manifest manifest) {
    return tryApply(manifest.json()).ok();
  }

  Ran tryApply(String document) {
    return beanpod.runWith(document.getBytes(StandardCharsets.UTF_8), "apply", "-f", "-");
  }

  /** What {@code get pod NAME -o json} says. */
  Status get(String pod) {
    return parse(beanpod.run("get", "pod", pod, "-o", "json").ok());
  }

  static Status parse(String json) {
    try {
      return new Status(JsonText.object(Path.of("output"), json.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the pod's status is as wanted, reading its file. */
  Status await(String pod, String what, Predicate<Status> wanted) {
    Await.until(
        "pod " + pod + ": " + what,
        () -> wanted.test(new Status(file(pod, "pod.json"))),
        () -> file(pod, "pod.json"));
    return get(pod);
  }

  Status awaitPhase(String pod, String phase) {
    return await(pod, "phase " + phase, status -> status.phase().equals(phase));
  }

  /** A state file of a pod in namespace default; empty where it is not there. */
  Map<String, Object> file(String pod, String name) {
    Path path = root.resolve("run/beanpod/names/default").resolve(pod).resolve(name);
    try {
      return JsonText.object(path, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pause's process id. */
  long pause(String pod) {
    return (Long) Json.at(file(pod, "runtime.json"), "pause", "pid");
  }

  /** The process id, on the host, of a container's main process. */
  long pid(String pod, String container) {
    for (Object item : Json.list(file(pod, "runtime.json").get("containers"))) {
      if (container.equals(Json.object(item).get("name"))) {
        return (Long) Json.object(item).get("pid");
      }
    }
    throw new AssertionError("no container " + container + " in " + file(pod, "runtime.json"));
  }

  /** The same, once it is another one. */
  long nextPid(String pod, String container, long before) {
    Await.until(
        "container " + container + " of pod " + pod + " runs again",
        () -> pid(pod, container) != before && pid(pod, container) > 0,
        () -> file(pod, "pod.json"));
    return pid(pod, container);
  }

  /** What a shell script in the pod's first container prints. */
  String sh(String pod, String script) {
    return beanpod.run("exec", pod, "--", "sh", "-c", script).ok();
  }

  /** Waits until a script in the pod's first container succeeds. */
  void awaitSh(String pod, String script) {
    Await.until(
        "pod " + pod + ": " + script,
        () -> beanpod.run("exec", pod, "--", "sh", "-c", script).status() == 0,
        () -> beanpod.run("logs", pod, "--all-containers").toString());
  }

  /** Waits until a container has written a line. */
  void awaitLog(String pod, String container, String line) {
    Await.until(
        "container " + container + " of pod " + pod + " writes " + line,
        () -> beanpod.run("logs", pod, "-c", container).out().lines().anyMatch(line::equals),
        () -> beanpod.run("logs", pod, "-c", container));
  }

  /**
   * The events of the pod that came last, oldest first, a line each: {@code Killing
   * spec.containers{one}: Stopping container one}.
   */
  List<String> events() {
    List<Object> all =
        Json.list(parse(beanpod.run("get", "events", "-o", "json").ok()).pod().get("items"));
    Object newest = all.isEmpty() ? "" : Json.at(all.get(all.size() - 1), "involvedObject", "uid");
    List<String> lines = new ArrayList<>();
    for (Object event : all) {
      if (newest.equals(Json.at(event, "involvedObject", "uid"))) {
        String part =
            Json.at(event, "involvedObject", "fieldPath") instanceof String path ? path : "";
        String message = Json.string(Json.at(event, "message")).strip();
        lines.add(Json.string(Json.at(event, "reason")) + " " + part + ": " + message);
      }
    }
    return lines;
  }

  /** Waits for an event whose line has this in it. */
  void awaitEvent(String part) {
    Await.until(
        "event " + part,
        () -> events().stream().anyMatch(line -> line.contains(part)),
        this::events);
  }

  /** A command whose output goes to a file, so that it can be looked at while it runs. */
  Process background(Path out, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >" + out + " 2>&1"));
    command.add("sh");
    command.addAll(beanpod.command(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BEANPOD_ROOT", root.toString());
    return builder.start();
  }

  static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void awaitText(Path file, String part) {
    Await.until(part + " is printed", () -> text(file).contains(part), () -> text(file));
  }
}
