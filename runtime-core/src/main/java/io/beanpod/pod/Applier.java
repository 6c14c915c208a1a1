package io.beanpod.pod;

import io.beanpod.image.Image;
import io.beanpod.image.ImageException;
import io.beanpod.image.ImageStore;
import io.beanpod.model.Container;
import io.beanpod.model.ImmutableFields;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.PodManifest;
import io.beanpod.model.Problem;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final Root root;
  private final Launcher launcher;
  private final PodStore store;
  private final ImageStore images;
  private final Map<String, Image> resolved = new HashMap<>();

  /** An applier that makes pods by {@code launcher}. */
  public Applier(Root root, Launcher launcher) {
    this.root = root;
    this.launcher = launcher;
    store = new PodStore(root);
    images = new ImageStore(root);
  }

  /**
   * Finds every image of these pods, so that none of them is made if one can't be.
   *
   * @throws InvalidManifest naming each container whose image is not there
   */
  public void resolveImages(String source, List<PodManifest> manifests) throws IOException {
    for (PodManifest manifest : manifests) {
      List<Problem> problems = new ArrayList<>();
      List<Container> containers = manifest.pod().spec().containers();
      for (int i = 0; i < containers.size(); i++) {
        String name = containers.get(i).image();
        String path = "spec.containers[" + i + "].image";
        if (!resolved.containsKey(name)) {
          find(name, path, problems);
        }
      }
      if (!problems.isEmpty()) {
        throw new InvalidManifest(source + ": pod/" + manifest.pod().metadata().name(), problems);
      }
    }
  }

  private void find(String name, String path, List<Problem> problems) throws IOException {
    try {
      Optional<Image> image = images.resolve(name);
      if (image.isPresent()) {
        resolved.put(name, image.get());
      } else {
        String remedy =
            "there is no such image on this host; import it: beanpod image import --tag "
                + name
                + " FILE, or see: beanpod image ls";
        problems.add(new Problem(path, "\"" + name + "\": " + remedy));
      }
    } catch (ImageException e) {
      problems.add(new Problem(path, e.getMessage()));
    }
  }

  /** Makes or changes one pod, whose images have been resolved. */
  public Applied apply(PodManifest manifest) throws IOException {
    String namespace = manifest.pod().metadata().namespace();
    String name = manifest.pod().metadata().name();
    Optional<StoredPod> existing = store.find(namespace, name);
    if (existing.isPresent()) {
      return new Applied(update(existing.get(), manifest), List.of());
    }
    List<Image> podImages = new ArrayList<>();
    for (Container container : manifest.pod().spec().containers()) {
      podImages.add(resolved.get(container.image()));
    }
    return new Applied(Verdict.CREATED, launcher.launch(manifest, podImages));
  }

  private Verdict update(StoredPod pod, PodManifest manifest) throws IOException {
    if (Json.at(pod.tree(), "metadata", "deletionTimestamp") != null) {
      throw new IOException(
          "the pod of that name is being deleted; apply again when it is gone (beanpod get pods)");
    }
    List<Problem> problems = ImmutableFields.check(pod.tree(), manifest.tree());
    if (!problems.isEmpty()) {
      throw new InvalidManifest("pod/" + pod.name(), problems);
    }
    if (ImmutableFields.same(pod.tree(), manifest.tree())) {
      return Verdict.UNCHANGED;
    }
    Map<String, Object> merged = ImmutableFields.merge(pod.tree(), manifest.tree());
    if (pod.pauseAlive()) {
      ControlClient.update(
          root,
          pod.uid(),
          JsonWriter.compact(merged.get("metadata")),
          JsonWriter.compact(merged.get("spec")));
    } else {
      AtomicFile.write(
          pod.directory().resolve(PodStore.POD_FILE), JsonWriter.compact(merged) + "\n", 0600);
    }
    return Verdict.CONFIGURED;
  }
}
