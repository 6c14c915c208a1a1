package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.NetworkAnnotation;
import io.beanpod.security.SysctlAllowlist;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code apply}: makes the objects that manifests describe. */
final class ApplyCommand implements Command {
  private static final String SYSCTLS = "allowed-unsafe-sysctls"; // the kubelet's

  @Override
  public Definition definition() {
    return Definition.of(
        "apply",
        "-f FILE|DIR|-",
        "Launch the pods of a manifest, and store its other objects",
        List.of(
            Flag.value(
                "filename",
                'f',
                "FILE",
                "YAML or JSON: a file, a directory of them, or - for standard input; may be given"
                    + " again"),
            Flag.value(
                "network",
                Flag.NO_LETTER,
                "NETWORK",
                "That of pods without the annotation beanpod.io/network: bridge, none or cni:NAME"),
            Flag.value(
                SYSCTLS,
                Flag.NO_LETTER,
                "NAME,...",
                "Sysctls that pods may set besides the safe ones; NAME* stands for all that begin"
                    + " so")),
        List.of(
            "beanpod apply -f examples/containerdays.yaml",
            "cat web.yaml | beanpod apply -f -",
            "beanpod apply -f web.yaml --network cni:podman",
            "beanpod apply -f web.yaml --allowed-unsafe-sysctls 'net.core.somaxconn,kernel.msg*'"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    ApplyOptions options = options(arguments);
    Caller.requireRoot("apply");
    return ApplyAction.run(context, options);
  }

  static ApplyOptions options(Arguments arguments) {
    List<String> files = arguments.values("filename");
    if (!arguments.words().isEmpty()) {
      String word = arguments.words().get(0);
      throw new UsageError("apply", "a file needs -f before it: -f " + word);
    }
    if (files.isEmpty()) {
      throw new UsageError("apply", "say what to apply: -f FILE");
    }
    Optional<String> network = arguments.value("network");
    if (network.isPresent() && !NetworkAnnotation.isValid(network.get())) {
      throw new UsageError(
          "apply", "--network " + network.get() + ": use " + NetworkAnnotation.ALLOWED);
    }
    List<String> sysctls = unsafeSysctls(arguments.value(SYSCTLS).orElse(""));
    return new ApplyOptions(
        List.copyOf(files), arguments.value("namespace"), network, sysctls, false);
  }

  private static List<String> unsafeSysctls(String list) {
    if (list.isEmpty()) {
      return List.of();
    }
    List<String> patterns = List.of(list.split(","));
    for (String pattern : patterns) {
      Optional<String> wrong = SysctlAllowlist.wrong(pattern);
      if (wrong.isPresent()) {
        throw new UsageError("apply", "--" + SYSCTLS + ": " + wrong.get());
      }
    }
    return patterns;
  }
}
