package io.beanpod.jvm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The command line of a JVM that lives long, on little memory. Each option is there for start-up
 * time, memory or behaviour without a user; {@code BEANPOD_PAUSE_JAVA_OPTS} and {@code
 * BEANPOD_AGENT_JAVA_OPTS} add more.
 */
public final class SmallJvm {
  private static final int FIRST_JDK_WITH_AOT_CACHE = 25;
  private static final String[] JARS = {"native-shim", "runtime-core", "jnr-constants"};

  private SmallJvm() {}

  /** The JVM's path: the one that runs this. */
  public static String java() {
    return System.getProperty("java.home") + "/bin/java";
  }

  /**
   * argv.
   *
   * @param name {@code pause}: that of its AOT cache, and the end of the process's name
   * @param main class
   * @param libraries jars that it needs and the others do not
   * @param options further ones of the JVM
   */
  public static List<String> command(
      String name, String main, List<String> libraries, List<String> options) {
    Optional<Path> home = Optional.ofNullable(System.getProperty("beanpod.home")).map(Path::of);
    List<String> command = new ArrayList<>();
    command.add("beanpod-" + name);
    command.add("-Xrs"); // SIGTERM and SIGINT come through a descriptor, or end it at once
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
    home.map(dir -> dir.resolve("lib/" + name + ".aot"))
        .filter(aot -> Runtime.version().feature() >= FIRST_JDK_WITH_AOT_CACHE)
        .filter(Files::exists)
        .ifPresent(aot -> command.add("-XX:AOTCache=" + aot));
    command.addAll(options);
    String more = System.getenv("BEANPOD_" + name.toUpperCase(Locale.ROOT) + "_JAVA_OPTS");
    if (more != null && !more.isBlank()) {
      command.addAll(List.of(more.trim().split(" +")));
    }
    command.add("-cp");
    command.add(
        home.map(dir -> classPath(dir, libraries)).orElse(System.getProperty("java.class.path")));
    command.add(main);
    return command;
  }

  private static String classPath(Path home, List<String> libraries) {
    List<String> jars = new ArrayList<>(List.of(JARS));
    jars.addAll(libraries);
    StringBuilder path = new StringBuilder();
    for (String jar : jars) {
      path.append(path.isEmpty() ? "" : ":").append(home).append("/lib/").append(jar);
      path.append(".jar");
    }
    return path.toString();
  }
}
