package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.image.ImageInfo;
import io.beanpod.image.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code image import}: makes an image of a file or a directory. */
final class ImageImportCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.withoutNamespace(
        "image import",
        "--tag NAME FILE|DIR",
        "Import a rootfs, an OCI image layout or what docker save wrote",
        List.of(Flag.value("tag", 't', "NAME", "What pods call the image: nginx:1.25")),
        List.of(
            "beanpod image import --tag nginx:1.25 nginx.tar.gz",
            "beanpod image import --tag mine ./rootfs"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    Optional<String> tag = arguments.value("tag");
    List<String> words = arguments.allWords();
    if (tag.isEmpty()) {
      throw new UsageError("image import", "say what to call the image: --tag NAME");
    }
    if (words.size() != 1) {
      throw new UsageError(
          "image import", words.isEmpty() ? "say which file or directory" : "one image at a time");
    }
    Caller.requireRoot("image import");
    ImageInfo image = new ImageStore(context.root()).importFrom(Path.of(words.get(0)), tag.get());
    context.out().line(image.name() + " imported, " + image.id());
    return 0;
  }
}
