package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that run are those of the listing that people read. */
class TrampolineCodeTest {
  private static final Path LISTINGS = Path.of(System.getProperty("basedir", "."), "src/main/asm");

  @TempDir Path dir;
  private Path object;

  @BeforeEach
  void assemble() throws Exception {
    for (String tool : List.of("as", "objcopy", "nm")) {
      assumeTrue(installed(tool), "needs binutils: there is no `" + tool + "` in PATH");
    }
    assumeTrue(
        System.getProperty("os.arch").equals("amd64"),
        "needs x86-64: `as` of another machine does not know the listing's instructions");
    object = assemble("trampoline-x86_64.S");
  }

  private Path assemble(String listing) throws Exception {
    Path assembled = dir.resolve(listing + ".o");
    tool("as", "--64", "-o", assembled.toString(), LISTINGS.resolve(listing).toString());
    return assembled;
  }

  private String code(Path assembled) throws Exception {
    Path text = dir.resolve("text");
    tool("objcopy", "-O", "binary", "-j", ".text", assembled.toString(), text.toString());
    return HexFormat.of().formatHex(Files.readAllBytes(text));
  }

  @Test
  void theSignalGuardIsItsListing() throws Exception {
    assertThat(SignalGuard.X86_64).isEqualTo(code(assemble("signal-guard-x86_64.S")));
  }

  @Test
  void bytesAreTheAssembledListing() throws Exception {
    assertThat(HexFormat.of().formatHex(TrampolineCode.forThisMachine().bytes()))
        .isEqualTo(code(object));
  }

  @Test
  void entriesAreTheListingsLabels() throws Exception {
    String symbols = tool("nm", object.toString());
    assertThat(offset(symbols, "raw")).isEqualTo(TrampolineCode.forThisMachine().raw());
    assertThat(offset(symbols, "spawn")).isEqualTo(TrampolineCode.forThisMachine().spawn());
  }

  private static int offset(String symbols, String label) {
    return symbols
        .lines()
        .filter(l -> l.endsWith(" t " + label))
        .map(l -> Integer.parseInt(l.substring(0, l.indexOf(' ')), 16))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no label " + label + " in\n" + symbols));
  }

  private static boolean installed(String tool) {
    for (String d : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(d, tool))) {
        return true;
      }
    }
    return false;
  }

  private String tool(String... command) throws IOException, InterruptedException {
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as("%s: %s", String.join(" ", command), output).isZero();
    return output;
  }
}
