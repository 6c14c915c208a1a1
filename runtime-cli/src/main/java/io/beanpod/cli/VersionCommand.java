package io.beanpod.cli;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.cgroup.CgroupException;
import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.text.Table;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code version}: what runs here, for a bug report. */
final class VersionCommand implements Command {
  /** The same as in pom.xml, which a test compares. */
  static final String VERSION = "0.1.0";

  @Override
  public Definition definition() {
    return Definition.withoutNamespace(
        "version",
        "",
        "Show the versions of Beanpod, the JVM and the kernel",
        List.of(),
        List.of("beanpod version"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    if (!arguments.words().isEmpty()) {
      throw new UsageError("version", "version takes no words: " + arguments.words().get(0));
    }
    byte[] release = Files.readAllBytes(Path.of("/proc/sys/kernel/osrelease"));
    String kernel = new String(release, StandardCharsets.UTF_8).strip();
    context
        .out()
        .print(
            new Table()
                .row("beanpod", VERSION)
                .row(
                    "java",
                    System.getProperty("java.vm.version")
                        + " ("
                        + System.getProperty("java.vendor")
                        + ")")
                .row("kernel", kernel + " " + System.getProperty("os.arch"))
                .row("cgroups", cgroups(context.root()))
                .render());
    return 0;
  }

  /**
   * Which driver pods would get here, or why they cannot have one: that belongs in a report too.
   */
  private static String cgroups(Root root) throws IOException {
    try {
      return CgroupDriver.detect(root).kind();
    } catch (CgroupException e) {
      return "unusable: " + e.getMessage();
    }
  }
}
