package io.beanpod.pod;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of a pause's JVM. Each option is there for start-up time, memory or behaviour as
 * PID 1; {@code BEANPOD_PAUSE_JAVA_OPTS} adds more.
 */
final class PauseCommand {
  private static final String MAIN = "io.beanpod.pause.Pause";
  private static final int FIRST_JDK_WITH_AOT_CACHE = 25;

  private PauseCommand() {}

  /** The JVM's path: the one that runs this. */
  static String java() {
    return System.getProperty("java.home") + "/bin/java";
  }

  /** argv. */
  static List<String> arguments() {
    Optional<Path> home = Optional.ofNullable(System.getProperty("beanpod.home")).map(Path::of);
    List<String> command = new ArrayList<>();
    command.add("beanpod-pause");
    command.add("-Xrs"); // SIGTERM and SIGINT come through a descriptor
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:CICompilerCount=1");
    command.add("-XX:CompileThresholdScaling=20"); // only what stays busy: the log relay
    command.add("-XX:+UnlockDiagnosticVMOptions");
    command.add("-XX:ArchiveRelocationMode=0"); // a relocated cache is private memory, all of it
    command.add("-XX:AsyncDeflationInterval=60000"); // 4 wakeups a second less in an idle pod
    command.add("-XX:ReservedCodeCacheSize=6m");
    command.add("-XX:-UsePerfData");
    command.add("-XX:+DisableAttachMechanism"); // with -Xrs it would listen in the host's /tmp
    command.add("-XX:-UseContainerSupport"); // it reads cgroup files at every start
    command.add("-Xms4m");
    command.add("-Xmx32m");
    command.add("-Xss512k");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Xlog:disable");
    command.add("-Xlog:all=error:stderr");
    command.add("--enable-native-access=ALL-UNNAMED");
    home.map(dir -> dir.resolve("lib/pause.aot"))
        .filter(aot -> Runtime.version().feature() >= FIRST_JDK_WITH_AOT_CACHE)
        .filter(Files::exists)
        .ifPresent(aot -> command.add("-XX:AOTCache=" + aot));
    String more = System.getenv("BEANPOD_PAUSE_JAVA_OPTS");
    if (more != null && !more.isBlank()) {
      command.addAll(List.of(more.trim().split(" +")));
    }
    command.add("-cp");
    command.add(home.map(PauseCommand::classPath).orElse(System.getProperty("java.class.path")));
    command.add(MAIN);
    return command;
  }

  private static String classPath(Path home) {
    String lib = home.resolve("lib").toString();
    return lib + "/native-shim.jar:" + lib + "/runtime-core.jar:" + lib + "/jnr-constants.jar";
  }
}
