package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.UsageError;
import io.beanpod.image.ImageStore;
import io.beanpod.model.Documents;
import io.beanpod.model.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code image inspect}: an image's configuration, manifest and unpacked layers, as JSON. */
final class ImageInspectCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.withoutNamespace(
        "image inspect",
        "NAME|ID",
        "Show an image's configuration, manifest and layers",
        List.of(),
        List.of("beanpod image inspect nginx:1.25"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    if (words.size() != 1) {
      throw new UsageError(
          "image inspect", words.isEmpty() ? "say which image" : "one image at a time");
    }
    Optional<ImageStore.Details> found = new ImageStore(context.root()).inspect(words.get(0));
    if (found.isEmpty()) {
      throw new Failure(
          "image " + words.get(0) + " not found: `beanpod image ls` lists those there are");
    }
    ImageStore.Details details = found.get();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", details.image().name());
    tree.put("id", details.image().id());
    tree.put("digest", details.image().digest());
    tree.put("size", details.image().size());
    List<Object> layers = new ArrayList<>();
    for (Path layer : details.image().layers()) {
      layers.add(layer.toString());
    }
    tree.put("layersBottomFirst", layers);
    tree.put("config", json("config", details.configJson()));
    tree.put("manifest", json("manifest", details.manifestJson()));
    context.out().print(JsonWriter.indented(tree));
    return 0;
  }

  private static Object json(String what, String text) {
    return Documents.read(what, text.getBytes(StandardCharsets.UTF_8)).get(0).tree();
  }
}
