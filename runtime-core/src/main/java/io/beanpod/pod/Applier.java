package io.beanpod.pod;

import io.beanpod.image.Image;
import io.beanpod.image.ImageStore;
import io.beanpod.linux.Flock;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.PodManifest;
import io.beanpod.model.Problem;
import io.beanpod.security.SysctlAllowlist;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code apply} means for one manifest: a new pod, a changed one, or nothing to do. */
public final class Applier {
  /** What happened. */
  public enum Verdict {
    CREATED,
    CONFIGURED,
    UNCHANGED;

    /** kubectl's word. */
    public String word() {
      return switch (this) {
        case CREATED -> "created";
        case CONFIGURED -> "configured";
        case UNCHANGED -> "unchanged";
      };
    }
  }

  /**
   * The outcome for one pod.
   *
   * @param unstarted containers of a new pod that could not be started, a line each
   */
  public record Applied(Verdict verdict, List<String> unstarted) {}

  /** What is being done for one pod. */
  public interface Begun extends AutoCloseable {
    /** Waits for the outcome. */
    Applied outcome() throws IOException;

    /** Looks no longer. */
    @Override
    default void close() throws IOException {}
  }

  private final Root root;
  private final Launcher launcher;
  private final PodStore store;
  private final PodImages images;
  private final List<String> unsafeSysctls;

  /** An applier that makes pods by {@code launcher}. */
  public Applier(Root root, Launcher launcher) {
    this(root, launcher, List.of());
  }

  /**
   * One that lets pods set other sysctls than safe ones.
   *
   * @param unsafeSysctls patterns of {@link SysctlAllowlist}
   */
  public Applier(Root root, Launcher launcher, List<String> unsafeSysctls) {
    this.unsafeSysctls = unsafeSysctls;
    this.root = root;
    this.launcher = launcher;
    store = new PodStore(root);
    images = new PodImages(new ImageStore(root));
  }

  /**
   * Finds every image of these pods, and what else the host has to have for them, so that none of
   * them is made if one can't be.
   *
   * @throws InvalidManifest naming each container whose image is not there, and each field that
   *     this host can't do
   */
  public void resolveImages(String source, List<PodManifest> manifests) throws IOException {
    for (PodManifest manifest : manifests) {
      List<Problem> problems = new ArrayList<>();
      images.find(manifest.pod().spec(), problems);
      HostResources.check(root, manifest.pod(), problems);
      if (!manifest.pod().spec().securityContext().sysctls().isEmpty()) {
        SysctlAllowlist.check(manifest.pod().spec(), unsafeSysctls, problems);
      }
      if (!problems.isEmpty()) {
        throw new InvalidManifest(source + ": pod/" + manifest.pod().metadata().name(), problems);
      }
    }
  }

  /** Makes or changes one pod, whose images have been resolved. */
  public Applied apply(PodManifest manifest) throws IOException {
    try (Begun begun = begin(manifest)) {
      return begun.outcome();
    }
  }

  /**
   * The same without waiting for a new pod. No other of that name may be in the making meanwhile.
   */
  public Begun begin(PodManifest manifest) throws IOException {
    String namespace = manifest.pod().metadata().namespace();
    String name = manifest.pod().metadata().name();
    if (store.find(namespace, name).isPresent()) {
      try (Flock alone = Flock.exclusive(root.changeLock())) {
        Optional<StoredPod> existing = store.find(namespace, name); // as the change before left it
        if (existing.isPresent()) {
          Applied updated = new Applied(update(existing.get(), manifest), List.of());
          return () -> updated;
        }
      }
    }
    List<Image> found = images.find(manifest.pod().spec(), new ArrayList<>());
    return new Creation(launcher.begin(manifest, found));
  }

  private record Creation(Launch launch) implements Begun {
    @Override
    public Applied outcome() throws IOException {
      return new Applied(Verdict.CREATED, launch.outcome());
    }

    @Override
    public void close() throws IOException {
      launch.close();
    }
  }

  private Verdict update(StoredPod pod, PodManifest manifest) throws IOException {
    if (Json.at(pod.tree(), "metadata", "deletionTimestamp") != null) {
      throw new IOException(
          "the pod of that name is being deleted; apply again when it is gone (beanpod get pods)");
    }
    return new PodUpdate(root).apply(pod, manifest.tree());
  }
}
