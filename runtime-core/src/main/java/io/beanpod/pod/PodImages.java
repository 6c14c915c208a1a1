package io.beanpod.pod;

import io.beanpod.image.Image;
import io.beanpod.image.ImageException;
import io.beanpod.image.ImageStore;
import io.beanpod.model.Container;
import io.beanpod.model.ImageVolumeSource;
import io.beanpod.model.PodSpec;
import io.beanpod.model.Problem;
import io.beanpod.model.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images that containers ask for by name; each is looked up once. */
final class PodImages {
  private final ImageStore store;
  private final Map<String, Image> resolved = new HashMap<>();

  PodImages(ImageStore store) {
    this.store = store;
  }

  /**
   * That of each container, in the order of {@link PodSpec#allContainers}; one that is not there
   * becomes a problem, and so does that of a volume.
   */
  List<Image> find(PodSpec spec, List<Problem> problems) throws IOException {
    List<Image> images = new ArrayList<>();
    for (Container container : spec.allContainers()) {
      find(container, problems).ifPresent(images::add);
    }
    for (Volume volume : spec.volumes()) {
      if (volume.source() instanceof ImageVolumeSource image) {
        find(image.reference(), image.path() + ".reference", problems);
      }
    }
    return images;
  }

  /** That of one container; empty, and a problem, where it is not there. */
  Optional<Image> find(Container container, List<Problem> problems) throws IOException {
    return find(container.image(), container.path() + ".image", problems);
  }

  private Optional<Image> find(String name, String path, List<Problem> problems)
      throws IOException {
    if (resolved.containsKey(name)) {
      return Optional.of(resolved.get(name));
    }
    try {
      Optional<Image> image = store.resolve(name);
      if (image.isPresent()) {
        resolved.put(name, image.get());
        return image;
      }
      String remedy =
          "there is no such image on this host; import it: beanpod image import --tag "
              + name
              + " FILE, or see: beanpod image ls";
      problems.add(new Problem(path, "\"" + name + "\": " + remedy));
    } catch (ImageException e) {
      problems.add(new Problem(path, e.getMessage()));
    }
    return Optional.empty();
  }
}
