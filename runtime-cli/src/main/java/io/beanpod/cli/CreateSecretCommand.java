package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.create.Creation;
import io.beanpod.cli.create.SecretSource;
import io.beanpod.object.Base64Data;
import io.beanpod.store.ObjectKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code create secret generic|tls|docker-registry}. */
final class CreateSecretCommand implements Command {
  private final SecretSource source;

  CreateSecretCommand(SecretSource source) {
    this.source = source;
  }

  @Override
  public Definition definition() {
    List<Flag> flags = new ArrayList<>(source.flags());
    flags.add(DryRun.flag());
    flags.add(ChangeOutput.flag());
    return Definition.of(
        source.command(), source.synopsis(), source.summary(), flags, source.examples());
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    Map<String, Object> tree = Creation.object(source.command(), ObjectKind.SECRET, arguments);
    Map<String, Object> data = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> entry : source.data(arguments).entrySet()) {
      data.put(entry.getKey(), Base64Data.encode(entry.getValue()));
    }
    if (!data.isEmpty()) {
      tree.put("data", data);
    }
    String type = source.type(arguments);
    if (!type.isEmpty()) {
      tree.put("type", type);
    }
    Creation.run(context, source.command(), ObjectKind.SECRET, arguments, tree);
    return 0;
  }
}
