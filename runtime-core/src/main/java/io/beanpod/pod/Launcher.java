package io.beanpod.pod;

import io.beanpod.image.Image;
import io.beanpod.linux.IpAddress;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.PodManifest;
import io.beanpod.model.Problem;
import io.beanpod.object.EphemeralClaims;
import io.beanpod.store.Root;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes pods. A pause for the next one can be started before anything is known of it: on two CPUs
 * its JVM boots while this one parses the manifest and looks up images.
 */
public final class Launcher implements AutoCloseable {
  private final Root root;
  private final Connector connector;
  private Optional<PauseProcess> prepared = Optional.empty();
  private boolean collected;

  /** A launcher of pods below {@code root}. */
  public Launcher(Root root) {
    this.root = root;
    connector = new Connector(root);
  }

  /** Starts a pause for the next pod, which probably has these namespaces. */
  public void prepare(HostNamespaces namespaces) throws IOException {
    if (prepared.isEmpty()) {
      prepared = Optional.of(PauseProcess.start(root, namespaces));
    }
  }

  /**
   * Has a pod made. Of several pods the pauses boot side by side if the next one is begun before
   * the outcome of this one is waited for.
   *
   * @param images that of each container, in the order of {@code PodSpec.allContainers}
   * @throws InvalidManifest if it has ephemeral containers, which only a pod that exists may have
   * @throws IOException if there is no pod, and why
   */
  public Launch begin(PodManifest manifest, List<Image> images) throws IOException {
    if (!manifest.pod().spec().ephemeralContainers().isEmpty()) {
      throw new InvalidManifest(
          "pod/" + manifest.pod().metadata().name(),
          List.of(
              new Problem(
                  "spec.ephemeralContainers",
                  "cannot be set on create; add one to the running pod: beanpod debug")));
    }
    HostNamespaces wanted =
        new HostNamespaces(
            manifest.pod().spec().hostNetwork(),
            manifest.pod().spec().hostPID(),
            manifest.pod().spec().hostIPC());
    PauseProcess pause = take(wanted);
    try {
      submit(pause, manifest, images);
    } catch (IOException | RuntimeException e) {
      try {
        pause.close();
      } catch (IOException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
    collectGarbage(); // while the pause works
    return new Launch(pause, connector);
  }

  private void submit(PauseProcess pause, PodManifest manifest, List<Image> images)
      throws IOException {
    try {
      PlanBuilder builder = new PlanBuilder(root, manifest);
      if (!manifest.pod().spec().volumes().isEmpty()) {
        EphemeralClaims.make(root, manifest.pod(), pause.uid());
      }
      List<String> podIps = connector.connect(pause, manifest);
      Optional<IpAddress> nameserver = connector.nameserver(manifest.pod());
      pause.submit(builder.build(pause.uid(), images, podIps, nameserver, Instant.now()));
    } catch (IOException | RuntimeException e) {
      connector.disconnectAfter(e, pause.uid());
      throw e;
    }
  }

  /** Once for all pods of this launcher, since every pod is looked at. */
  private void collectGarbage() {
    if (!collected) {
      collected = true;
      GarbageCollector.runAside(root);
    }
  }

  private PauseProcess take(HostNamespaces wanted) throws IOException {
    if (prepared.isPresent() && prepared.get().namespaces().cloneFlags() != wanted.cloneFlags()) {
      discard();
    }
    prepare(wanted);
    PauseProcess pause = prepared.get();
    prepared = Optional.empty();
    return pause;
  }

  /** Ends a pause that was prepared and not used; lets the network agent start, if it has to. */
  @Override
  public void close() throws IOException {
    discard();
    try {
      connector.startAgent();
    } catch (IOException e) {
      System.err.println("beanpod: warning: the network agent can't be started: " + e.getMessage());
    }
  }

  private void discard() throws IOException {
    if (prepared.isPresent()) {
      prepared.get().close();
      prepared = Optional.empty();
    }
  }
}
