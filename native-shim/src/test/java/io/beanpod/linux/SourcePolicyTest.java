package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about the sources of all modules that a compiler does not know. */
class SourcePolicyTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Path REPOSITORY = MODULE.normalize().getParent();

  /** The text between the start of the statement or lambda and the call, and the call. */
  private static final Pattern INVOKE_EXACT =
      Pattern.compile("(?:[;{}]|->|^)([^;{}]*?)\\binvokeExact\\s*\\(", Pattern.DOTALL);

  private static final Pattern TAKEN =
      Pattern.compile("(=\\s*|\\(\\s*[\\w.]+\\s*\\)\\s*)[\\w.()]+\\.$", Pattern.DOTALL);

  @Test
  void onlyTheNativeShimUsesForeignMemory() throws IOException {
    List<String> found = scan(m -> !m.equals(MODULE.normalize()), SourcePolicyTest::foreignUses);
    assertThat(found)
        .as("java.lang.foreign belongs to native-shim: give it a verb there and call that")
        .isEmpty();
  }

  @Test
  void everyModuleIsLookedAt() throws IOException {
    assertThat(modules())
        .extracting(m -> m.getFileName().toString())
        .contains("runtime-core", "runtime-cli")
        .contains(MODULE.normalize().getFileName().toString());
    assertThat(foreignUses(Files.readString(source("Trampoline")))).isNotEmpty();
  }

  @Test
  void everyInvokeExactSaysItsResultType() throws IOException {
    assertThat(scan(m -> true, SourcePolicyTest::untypedInvokeExact))
        .as(
            "invokeExact without a cast or an assignment links the type (...)void: a handle that"
                + " returns something throws WrongMethodTypeException, at run time only")
        .isEmpty();
  }

  @Test
  void theScansFindWhatTheyLookFor() {
    assertThat(foreignUses("import java.lang.foreign.Arena;")).hasSize(1);
    assertThat(foreignUses("import static java.lang.foreign.ValueLayout.JAVA_INT;")).hasSize(1);
    assertThat(foreignUses("var a = java.lang.foreign.Arena.global();")).hasSize(1);
    assertThat(foreignUses(" * not a use of java.lang.foreign\n// java.lang.foreign")).isEmpty();
    assertThat(untypedInvokeExact("{ CLOSE.invokeExact(fd); }")).hasSize(1);
    assertThat(untypedInvokeExact("run(() -> CLOSE.invokeExact(fd));")).hasSize(1);
    assertThat(untypedInvokeExact("run(() ->\n        CLOSE.handle().invokeExact(fd));"))
        .hasSize(1);
    assertThat(untypedInvokeExact("return (long) CALL.invokeExact(f);")).isEmpty();
    assertThat(untypedInvokeExact("run(() -> (int) CALL.invokeExact(f));")).isEmpty();
    assertThat(untypedInvokeExact("MemorySegment m = (MemorySegment) C.invokeExact(f);")).isEmpty();
  }

  private static List<String> foreignUses(String source) {
    return code(source).lines().filter(l -> l.contains("java.lang.foreign")).toList();
  }

  private static List<String> untypedInvokeExact(String source) {
    List<String> found = new ArrayList<>();
    Matcher m = INVOKE_EXACT.matcher(code(source));
    while (m.find()) {
      if (!TAKEN.matcher(m.group(1)).find()) {
        found.add(m.group().strip());
      }
    }
    return found;
  }

  /** The source without lines of comments and without what strings say. */
  private static String code(String source) {
    StringBuilder code = new StringBuilder();
    source
        .lines()
        .filter(l -> !l.strip().startsWith("*") && !l.strip().startsWith("//"))
        .map(l -> l.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\""))
        .forEach(l -> code.append(l).append('\n'));
    return code.toString();
  }

  private static List<String> scan(
      Function<Path, Boolean> wanted, Function<String, List<String>> rule) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path module : modules()) {
      if (wanted.apply(module)) {
        for (Path file : sources(module)) {
          for (String line : rule.apply(Files.readString(file))) {
            found.add(REPOSITORY.relativize(file) + ": " + line.strip());
          }
        }
      }
    }
    return found;
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> all = Files.list(REPOSITORY)) {
      return all.filter(d -> Files.exists(d.resolve("pom.xml"))).toList();
    }
  }

  private static List<Path> sources(Path module) throws IOException {
    if (!Files.isDirectory(module.resolve("src"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(module.resolve("src"))) {
      return all.filter(f -> f.toString().endsWith(".java")).toList();
    }
  }

  private static Path source(String name) {
    return MODULE.resolve("src/main/java/io/beanpod/linux/" + name + ".java");
  }
}
