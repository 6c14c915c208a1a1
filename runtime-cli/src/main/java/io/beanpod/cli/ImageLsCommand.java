package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.text.HumanDuration;
import io.beanpod.cli.text.Size;
import io.beanpod.cli.text.Table;
import io.beanpod.image.ImageInfo;
import io.beanpod.image.ImageStore;
import java.io.IOException;
import java.util.List;

/** {@code image ls}: the images that there are. */
final class ImageLsCommand implements Command {
  private static final int ID_START = "sha256:".length();
  private static final int ID_END = ID_START + 12;

  @Override
  public Definition definition() {
    return Definition.withoutNamespace(
        "image ls", "", "List images", List.of(), List.of("beanpod image ls"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    if (!arguments.allWords().isEmpty()) {
      throw new UsageError("image ls", "it takes no words: " + arguments.allWords().get(0));
    }
    List<ImageInfo> images = new ImageStore(context.root()).list();
    if (images.isEmpty()) {
      context.err().line("No images. `beanpod image import --tag NAME FILE` brings one.");
      return 0;
    }
    Table table = new Table().row("NAME", "IMAGE ID", "LAYERS", "SIZE", "CREATED");
    for (ImageInfo image : images) {
      long created = image.created().toEpochMilli();
      table.row(
          image.name().isEmpty() ? "<none>" : image.name(),
          image.id().substring(ID_START, ID_END),
          Integer.toString(image.layers()),
          Size.of(image.size()),
          created == 0 ? "<unknown>" : HumanDuration.of(context.now() - created) + " ago");
    }
    context.out().print(table.render());
    return 0;
  }
}
