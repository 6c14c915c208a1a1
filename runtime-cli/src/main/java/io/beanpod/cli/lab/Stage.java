package io.beanpod.cli.lab;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.cli.Context;
import io.beanpod.cli.Failure;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.pod.Applier;
import io.beanpod.pod.Deletion;
import io.beanpod.pod.GarbageCollector;
import io.beanpod.pod.Launcher;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a lab is played on: it launches the lab's pods, finds their processes and files, and removes
 * them at the end; also when the lab fails, and on Ctrl-C.
 */
public final class Stage {
  private static final long HANG_NANOS = 120_000_000_000L;
  private static final int POLL_MILLIS = 20;

  /** Something to wait for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  private final Context context;
  private final Narrator narrator;
  private final LivePlot livePlot;
  private final LabOptions options;
  private final List<String> pods = new ArrayList<>();
  private boolean interrupted;

  /** A stage on this host. */
  public Stage(Context context, Narrator narrator, LivePlot livePlot, LabOptions options) {
    this.context = context;
    this.narrator = narrator;
    this.livePlot = livePlot;
    this.options = options;
  }

  /** Runs a lab from its pods' launch to their end. */
  public void play(Lab lab) throws IOException {
    new LabImage(context.root(), narrator).provide(options.image());
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "interrupt"));
    boolean done = false;
    try {
      lab.run(this);
      narrator.title("The end");
      if (!options.keep()) {
        narrator.beanpod(deletion());
      }
      done = true;
    } finally {
      leave(done);
    }
    if (options.keep()) {
      narrator.say("--keep: the lab's pods stay. When you have seen enough:");
      narrator.command(narrator.line(deletion()));
    }
  }

  Narrator narrator() {
    return narrator;
  }

  LivePlot livePlot() {
    return livePlot;
  }

  LabOptions options() {
    return options;
  }

  /**
   * Launches the pods of a manifest, which is shown as somebody would type it.
   *
   * @param resource a file of {@code labs/}, without its ending
   * @param names of its pods
   */
  void apply(String resource, String... names) throws IOException {
    for (String name : names) {
      if (context.store().find(options.namespace(), name).isPresent()) {
        throw new Failure(
            "there is a pod "
                + name
                + " already, of an earlier lab or another one that runs just now: "
                + narrator.line("delete", "pod", name));
      }
    }
    String text = manifest(resource).replace(LabOptions.IMAGE, options.image());
    narrator.command(narrator.line("apply", "-f", "-") + " <<'EOF'");
    narrator.print(text + "EOF\n");
    launch(text, List.of(names));
  }

  private static String manifest(String resource) throws IOException {
    try (InputStream in = Stage.class.getResourceAsStream(resource + ".yaml")) {
      if (in == null) {
        throw new IOException("this build has no manifest " + resource + ".yaml: run make");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Whole: an interrupt comes before it, or finds the pods. */
  private synchronized void launch(String text, List<String> names) throws IOException {
    awaitExitIfInterrupted();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<PodManifest> manifests =
        PodManifest.readAll("lab", bytes, Node.local(), Optional.of(options.namespace()));
    try (Launcher launcher = new Launcher(context.root())) {
      Applier applier = new Applier(context.root(), launcher);
      applier.resolveImages("lab", manifests);
      pods.addAll(names);
      for (PodManifest manifest : manifests) {
        String name = manifest.pod().metadata().name();
        List<String> unstarted = applier.apply(manifest).unstarted();
        if (!unstarted.isEmpty()) {
          throw new Failure(
              "pod/"
                  + name
                  + ": container "
                  + unstarted.get(0)
                  + "; a lab wants an image with busybox's programs, as "
                  + LabOptions.IMAGE
                  + " has them (--image)");
        }
        narrator.print("pod/" + name + " created\n");
      }
    }
  }

  /** A pod of the lab as it is now. */
  StoredPod pod(String name) throws IOException {
    return context
        .store()
        .find(options.namespace(), name)
        .orElseThrow(() -> new Failure("pod " + name + " was deleted while the lab ran"));
  }

  /** What a pod of the lab runs in. */
  RuntimeState runtime(String pod) throws IOException {
    return context
        .store()
        .runtime(pod(pod))
        .orElseThrow(() -> new Failure("pod " + pod + " was deleted while the lab ran"));
  }

  /** The main process of a container that runs; 0 while there is none. */
  int pid(String pod, String container) throws IOException {
    return runtime(pod)
        .container(container)
        .orElseThrow(() -> new IllegalArgumentException("no container " + container))
        .process()
        .pid();
  }

  /** The files of a container's cgroup. */
  ControlFiles files(String pod, String container) throws IOException {
    return cgroupFiles(runtime(pod).container(container).orElseThrow().cgroup());
  }

  /** The files of a cgroup. */
  ControlFiles cgroupFiles(String path) throws IOException {
    return ControlFiles.of(CgroupDriver.detect(context.root()).cgroup(path));
  }

  /**
   * Waits.
   *
   * @throws Failure where it never happens
   */
  void await(String what, Condition condition) throws IOException {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > HANG_NANOS) {
        throw neverHappened(what);
      }
      pause(POLL_MILLIS);
    }
  }

  /** What to say of something that was waited for in vain. */
  Failure neverHappened(String what) {
    return new Failure(
        "the lab waited in vain until "
            + what
            + "; run it with --keep and look: "
            + narrator.line("describe", "pods"));
  }

  /** Lets time pass. */
  void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }

  private String[] deletion() {
    List<String> words = new ArrayList<>(List.of("delete", "pod"));
    words.addAll(pods);
    return words.toArray(new String[0]);
  }

  /** Ctrl-C, SIGTERM or SIGHUP: this ends before the process does. */
  private void interrupt() {
    synchronized (this) {
      interrupted = true;
      try {
        remove();
        if (!pods.isEmpty() && !options.keep()) {
          System.err.println("\ninterrupted; removed: pod " + String.join(", ", pods));
        }
      } catch (IOException e) {
        System.err.println(
            "beanpod: " + e.getMessage() + "; remove the pods by: " + narrator.line(deletion()));
      }
    }
  }

  private synchronized void leave(boolean done) throws IOException {
    awaitExitIfInterrupted();
    if (!done) {
      remove();
    }
  }

  private void remove() throws IOException {
    if (options.keep()) {
      return;
    }
    for (String name : pods) {
      Optional<StoredPod> pod = context.store().find(options.namespace(), name);
      if (pod.isPresent()) {
        Deletion.request(context.root(), pod.get(), 0).await();
      }
    }
    GarbageCollector.run(context.root());
  }

  /** Ends a lab's plot: the last look at it, and the file that was asked for. */
  void draw(Plot plot) throws IOException {
    livePlot.finish(plot);
    if (options.svg().isPresent()) {
      Path svg = options.svg().get();
      Files.writeString(svg, SvgPlot.render(plot));
      narrator.say("The same is in " + svg + ".");
    }
  }

  /** What is done from now on would be of no use, and its failure would be told. */
  private void awaitExitIfInterrupted() {
    while (interrupted) {
      try {
        wait(); // gives the lock away: the process ends meanwhile
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
