package io.beanpod.pod;

import io.beanpod.image.Image;
import io.beanpod.image.ImageStore;
import io.beanpod.linux.Flock;
import io.beanpod.model.Container;
import io.beanpod.model.Defaults;
import io.beanpod.model.Document;
import io.beanpod.model.ImmutableFields;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.Node;
import io.beanpod.model.Pod;
import io.beanpod.model.PodManifest;
import io.beanpod.model.Problem;
import io.beanpod.model.ResizeRules;
import io.beanpod.network.PodNetwork;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredManifest;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one way in which a pod that is there changes: what the API server's {@code PUT pods/NAME} and
 * {@code PUT pods/NAME/ephemeralcontainers} do.
 *
 * <p>The whole new object is checked, the rules of {@link ImmutableFields} included, its images are
 * looked up, and its pause gets the plan of it. Where the pause has ended only the file changes.
 */
public final class PodUpdate {
  private static final String EPHEMERAL = "ephemeralContainers";

  private final Root root;
  private final ImageStore images;

  /** Changes pods below {@code root}. */
  public PodUpdate(Root root) {
    this.root = root;
    this.images = new ImageStore(root);
  }

  /**
   * Makes the pod what {@code newTree} says.
   *
   * @param newTree the whole {@code v1.Pod} as it is to be, with or without its defaults; what only
   *     the system writes (status, uid, generation and the like) is taken from the old one. It
   *     stays as it is
   * @return CONFIGURED, or UNCHANGED where there is nothing to do
   * @throws InvalidManifest with every field that is wrong, or that can't change
   * @throws IOException where the pod's pause or the disk refuses
   */
  public Applier.Verdict apply(StoredPod old, Map<String, Object> newTree) throws IOException {
    Map<String, Object> filled = checked(old, newTree);
    Map<String, Object> before = Defaults.apply(old.tree());
    if (ImmutableFields.same(before, filled)) {
      return Applier.Verdict.UNCHANGED;
    }
    return store(old, ImmutableFields.merge(before, filled));
  }

  /**
   * The pod that {@link #apply} would make of it: all is checked but whether its images are there,
   * and nothing changes.
   *
   * @throws InvalidManifest with every field that is wrong, or that can't change
   */
  public static Map<String, Object> preview(StoredPod old, Map<String, Object> newTree)
      throws IOException {
    Map<String, Object> filled = checked(old, newTree);
    Map<String, Object> before = Defaults.apply(old.tree());
    return ImmutableFields.same(before, filled)
        ? Json.copy(old.tree())
        : ImmutableFields.merge(before, filled);
  }

  private static Map<String, Object> checked(StoredPod old, Map<String, Object> newTree)
      throws IOException {
    Map<String, Object> filled = Defaults.apply(newTree);
    Pod pod = decode(old, filled);
    // A pod may have been stored before one of the defaults was known: that is no change.
    Map<String, Object> before = Defaults.apply(old.tree());
    List<Problem> problems = ImmutableFields.check(before, filled);
    problems.addAll(ResizeRules.check(decode(old, before), pod));
    if (old.pauseAlive()) {
      problems.addAll(LifelongAnnotations.check(before, filled));
    }
    if (!problems.isEmpty()) {
      throw new InvalidManifest("pod/" + old.name(), problems);
    }
    return filled;
  }

  /**
   * Adds an ephemeral container to a running pod, whatever else of it has changed meanwhile.
   *
   * @param container a {@code v1.EphemeralContainer}, with or without its defaults
   * @throws InvalidManifest with every field that is wrong, by its path in the pod
   * @throws IOException where the pod has ended, or its pause or the disk refuses
   */
  public Applier.Verdict ephemeral(StoredPod pod, Map<String, Object> container)
      throws IOException {
    requireRunning(pod);
    try (Flock alone = Flock.exclusive(root.changeLock())) {
      Optional<StoredPod> now = new PodStore(root).find(pod.namespace(), pod.name());
      if (now.isEmpty() || !now.get().uid().equals(pod.uid())) {
        throw new IOException("pod " + pod.name() + " was deleted meanwhile");
      }
      requireRunning(now.get());
      return withEphemeral(now.get(), container);
    }
  }

  private static void requireRunning(StoredPod pod) throws IOException {
    if (!pod.pauseAlive()) {
      throw new IOException(
          "pod/"
              + pod.name()
              + " has ended ("
              + pod.phase()
              + "); only a running one can be debugged");
    }
  }

  private Applier.Verdict withEphemeral(StoredPod old, Map<String, Object> container)
      throws IOException {
    Map<String, Object> changed = Json.copy(old.tree());
    Map<String, Object> spec = Json.object(changed.get("spec"));
    List<Object> all = new ArrayList<>(Json.list(spec.get(EPHEMERAL)));
    all.add(Json.copy(container));
    spec.put(EPHEMERAL, all);
    ImmutableFields.countGeneration(changed);
    return store(old, Defaults.apply(changed));
  }

  private Applier.Verdict store(StoredPod old, Map<String, Object> changed) throws IOException {
    Pod pod = decode(old, changed);
    if (old.pauseAlive()) {
      // Its pause knows better than this tree whether the pod is being deleted, and writes that.
      Map<String, Object> metadata = Json.object(changed.get("metadata"));
      metadata.remove("deletionTimestamp");
      metadata.remove("deletionGracePeriodSeconds");
      PodManifest manifest = new PodManifest(changed, pod);
      PodPlan plan =
          new PlanBuilder(root, manifest, Optional.of(RuntimeState.read(old.directory())))
              .build(old.uid(), images(old, pod), podIps(old), Optional.empty(), Instant.now());
      ControlClient.update(root, old.uid(), PlanCodec.encode(plan));
    } else {
      AtomicFile.write(
          old.directory().resolve(PodStore.POD_FILE), JsonWriter.compact(changed) + "\n", 0600);
      if (StoredManifest.read(root, old.uid()).isPresent()) { // what start brings back
        StoredManifest.write(
            root,
            old.uid(),
            JsonWriter.compact(changed.get("metadata")),
            JsonWriter.compact(changed.get("spec")));
      }
    }
    new PodNetwork(root).follow(); // Services and policies select by labels
    return Applier.Verdict.CONFIGURED;
  }

  /** A pod keeps its addresses as long as it lives. */
  private static List<String> podIps(StoredPod old) {
    List<String> ips = new ArrayList<>();
    for (Object ip : Json.list(Json.at(old.tree(), "status", "podIPs"))) {
      ips.add(Json.string(Json.object(ip).get("ip")));
    }
    return ips;
  }

  private static Pod decode(StoredPod old, Map<String, Object> tree) throws IOException {
    String name = "pod/" + old.name();
    try {
      return Pod.decode(new Document(name, 1, "", tree), Node.local());
    } catch (InvalidManifest e) {
      throw new InvalidManifest(name, e.problems()); // there is no document to tell of
    }
  }

  private List<Image> images(StoredPod old, Pod pod) throws IOException {
    List<Image> found = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    PodImages byName = new PodImages(images);
    for (Container container : pod.spec().allContainers()) {
      List<Problem> missing = new ArrayList<>();
      Optional<Image> image = byName.find(container, missing);
      if (image.isEmpty() && container.image().equals(old.image(container.name()))) {
        image = running(old, container.name());
      }
      if (image.isEmpty()) {
        problems.addAll(missing);
      } else {
        found.add(image.get());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidManifest("pod/" + old.name(), problems);
    }
    return found;
  }

  /** What a container runs whose image has lost its name: a label may change all the same. */
  private Optional<Image> running(StoredPod old, String container) throws IOException {
    Map<String, Object> status = old.containerStatus(container);
    String id = Json.string(status.get("imageID"));
    Optional<Image> image = id.isEmpty() ? Optional.empty() : images.resolve(id);
    return image.isEmpty()
        ? image
        : Optional.of(image.get().named(Json.string(status.get("image"))));
  }
}
