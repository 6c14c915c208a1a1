package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.UsageError;
import io.beanpod.image.ImageException;
import io.beanpod.image.ImageInfo;
import io.beanpod.image.ImageStore;
import io.beanpod.linux.Flock;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code image rm}: removes images, and the layers that no other image needs. */
final class ImageRmCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.withoutNamespace(
        "image rm",
        "NAME|ID...",
        "Remove images that no pod uses",
        List.of(),
        List.of("beanpod image rm nginx:1.25"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    if (arguments.allWords().isEmpty()) {
      throw new UsageError("image rm", "say which images");
    }
    Caller.requireRoot("image rm");
    ImageStore store = new ImageStore(context.root());
    int status = 0;
    Files.createDirectories(context.root().run());
    // A pod that is being made uses layers that no file names yet.
    try (Flock lock = Flock.exclusive(context.root().lock())) {
      Set<Path> used = layersInUse(context);
      for (String name : arguments.allWords()) {
        try {
          ImageInfo image = store.remove(name, used::contains);
          context.out().line((image.name().isEmpty() ? image.id() : image.name()) + " removed");
        } catch (ImageException e) {
          context.err().line("error: " + e.getMessage());
          status = Main.FAILED;
        }
      }
    }
    return status;
  }

  private static Set<Path> layersInUse(Context context) throws IOException {
    Set<Path> used = new HashSet<>();
    for (StoredPod pod : context.store().list()) {
      Optional<RuntimeState> runtime = context.store().runtime(pod);
      if (runtime.isPresent()) {
        used.addAll(runtime.get().volumeLayers());
        for (RuntimeState.Container container : runtime.get().containers()) {
          used.addAll(container.layers());
        }
      }
    }
    return used;
  }
}
