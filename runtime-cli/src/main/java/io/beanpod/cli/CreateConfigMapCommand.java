package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.create.Creation;
import io.beanpod.cli.create.DataSources;
import io.beanpod.object.Base64Data;
import io.beanpod.store.ObjectKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code create configmap}: a ConfigMap of files and values. */
final class CreateConfigMapCommand implements Command {
  private static final String NAME = "create configmap";

  @Override
  public Definition definition() {
    List<Flag> flags = new ArrayList<>(DataSources.flags());
    flags.add(DryRun.flag());
    flags.add(ChangeOutput.flag());
    return Definition.of(
        NAME,
        "NAME [--from-file [KEY=]FILE] [--from-literal KEY=VALUE]",
        "Make a ConfigMap of files and values",
        flags,
        List.of(
            "beanpod create configmap site --from-file index.html",
            "beanpod create configmap app --from-literal level=debug --dry-run=client -o yaml"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    Map<String, Object> tree = Creation.object(NAME, ObjectKind.CONFIG_MAP, arguments);
    Map<String, Object> data = new LinkedHashMap<>();
    Map<String, Object> binaryData = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> entry : DataSources.of(NAME, arguments).entrySet()) {
      Optional<String> text = text(entry.getValue());
      if (text.isPresent()) {
        data.put(entry.getKey(), text.get());
      } else {
        binaryData.put(entry.getKey(), Base64Data.encode(entry.getValue()));
      }
    }
    putIfAny(tree, "data", data);
    putIfAny(tree, "binaryData", binaryData);
    Creation.run(context, NAME, ObjectKind.CONFIG_MAP, arguments, tree);
    return 0;
  }

  private static void putIfAny(Map<String, Object> tree, String field, Map<String, Object> map) {
    if (!map.isEmpty()) {
      tree.put(field, map);
    }
  }

  /** What is UTF-8 goes into {@code data}, all else into {@code binaryData}. */
  private static Optional<String> text(byte[] value) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty(); // that it is none is what the caller asks
    }
  }
}
