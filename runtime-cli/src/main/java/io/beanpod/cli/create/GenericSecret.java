package io.beanpod.cli.create;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code create secret generic}: files and values. */
public final class GenericSecret implements SecretSource {
  @Override
  public String command() {
    return "create secret generic";
  }

  @Override
  public String synopsis() {
    return "NAME [--type TYPE] [--from-file [KEY=]FILE] [--from-literal KEY=VALUE]";
  }

  @Override
  public String summary() {
    return "Make a Secret of files and values";
  }

  @Override
  public List<Flag> flags() {
    List<Flag> flags = new ArrayList<>(DataSources.flags());
    flags.add(
        Flag.value("type", Flag.NO_LETTER, "TYPE", "kubernetes.io/basic-auth (default: Opaque)"));
    return flags;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "beanpod create secret generic db --from-file password=password.txt",
        "beanpod create secret generic db --from-env-file db.env");
  }

  @Override
  public String type(Arguments arguments) {
    return arguments.value("type").orElse("");
  }

  @Override
  public Map<String, byte[]> data(Arguments arguments) throws IOException {
    return DataSources.of(command(), arguments);
  }
}
