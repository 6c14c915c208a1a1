package io.beanpod.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.Json;
import io.beanpod.store.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With plugins that write down how they were called, and answer what lies beside them. */
class ChainTest {
  private static final String PLUGIN =
      """
      #!/bin/sh
      cd "$(dirname "$0")"
      me=${0##*/}.$CNI_COMMAND
      echo "$me" >>calls
      cat >"$me.in"
      env | grep ^CNI_ >"$me.env"
      [ ! -e "$me.out" ] || cat "$me.out"
      [ ! -e "$me.fails" ]
      """;

  @TempDir Path bin;
  private PodLock lock;

  @BeforeEach
  void install() throws IOException {
    for (String name : List.of("first", "second", "third")) {
      Path plugin = Files.writeString(bin.resolve(name), PLUGIN);
      Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.writeString(bin.resolve(name + ".ADD.out"), "{\"by\": \"" + name + "\"}");
    }
  }

  @BeforeEach
  void take() throws IOException {
    lock = PodLock.tryOn(bin).orElseThrow();
  }

  @AfterEach
  void giveBack() throws IOException {
    lock.close();
  }

  private Attachment attachment(String version) {
    List<Map<String, Object>> plugins =
        List.of(
            Map.of("type", "first", "mtu", 1400L),
            Map.of("type", "second", "capabilities", Map.of("portMappings", true)),
            Map.of("type", "third", "capabilities", Map.of("portMappings", false)));
    return new Attachment(
        "uid-1",
        new NetworkList("net", version, false, plugins),
        "/nowhere:" + bin,
        "A=B",
        Map.of("portMappings", List.of(Map.of("hostPort", 80L))),
        Optional.of(Map.of("by", "all")));
  }

  private Chain chain(String version) {
    return new Chain(attachment(version), bin.resolve("netns"), lock, Duration.ofSeconds(60));
  }

  private Map<String, Object> input(String call) throws IOException {
    Path file = bin.resolve(call + ".in");
    return JsonText.object(file, Files.readAllBytes(file));
  }

  @Test
  void eachPluginGetsTheResultOfTheOneBefore() throws IOException {
    assertThat(chain("1.0.0").add()).isEqualTo(Map.of("by", "third"));
    assertThat(Files.readAllLines(bin.resolve("calls")))
        .containsExactly("first.ADD", "second.ADD", "third.ADD");
    assertThat(input("first.ADD"))
        .isEqualTo(Map.of("type", "first", "mtu", 1400L, "cniVersion", "1.0.0", "name", "net"));
    assertThat(input("second.ADD"))
        .containsEntry("prevResult", Map.of("by", "first"))
        .containsEntry("runtimeConfig", Map.of("portMappings", List.of(Map.of("hostPort", 80L))))
        .doesNotContainKey("capabilities");
    assertThat(input("third.ADD"))
        .containsEntry("prevResult", Map.of("by", "second"))
        .doesNotContainKeys("runtimeConfig", "capabilities");
    assertThat(Files.readAllLines(bin.resolve("first.ADD.env")))
        .containsExactlyInAnyOrder(
            "CNI_COMMAND=ADD",
            "CNI_CONTAINERID=uid-1",
            "CNI_NETNS=", // nothing is bound there
            "CNI_IFNAME=eth0",
            "CNI_PATH=/nowhere:" + bin,
            "CNI_ARGS=A=B");
  }

  @Test
  void deletingGoesBackwardsWithTheResultOfAdding() throws IOException {
    chain("0.4.0").delete();
    assertThat(Files.readAllLines(bin.resolve("calls")))
        .containsExactly("third.DEL", "second.DEL", "first.DEL");
    assertThat(input("third.DEL")).containsEntry("prevResult", Map.of("by", "all"));
    assertThat(input("first.DEL")).containsEntry("prevResult", Map.of("by", "all"));
    chain("0.3.1").delete();
    assertThat(input("first.DEL")).doesNotContainKey("prevResult");
  }

  @Test
  void onePluginThatFailsToDeleteDoesNotKeepTheOthersFromIt() throws IOException {
    Files.createFile(bin.resolve("second.DEL.fails"));
    Files.delete(bin.resolve("third"));
    assertThatThrownBy(() -> chain("1.0.0").delete())
        .hasMessage("cni network net: cni plugin third: DEL: no such program in /nowhere:" + bin)
        .satisfies(
            e ->
                assertThat(e.getSuppressed()[0])
                    .hasMessage(
                        "cni network net: cni plugin second: DEL: exit status 1: no message"));
    assertThat(Files.readAllLines(bin.resolve("calls"))).containsExactly("second.DEL", "first.DEL");
  }

  @Test
  void checkingStopsAtTheFirstError() throws IOException {
    chain("1.0.0").check();
    assertThat(input("second.CHECK")).containsEntry("prevResult", Map.of("by", "all"));
    Files.createFile(bin.resolve("second.CHECK.fails"));
    Files.writeString(
        bin.resolve("second.CHECK.out"),
        "{\"code\": 11, \"msg\": \"wrong\", \"details\": \"x y\"}");
    Files.delete(bin.resolve("calls"));
    assertThatThrownBy(() -> chain("1.0.0").check())
        .hasMessage("cni network net: cni plugin second: CHECK: wrong (code 11): x y");
    assertThat(Files.readAllLines(bin.resolve("calls")))
        .containsExactly("first.CHECK", "second.CHECK");
  }

  @Test
  void whatAPluginSaysBecomesAPartOfOneLine() {
    assertThat(Chain.line("a\nb\u001b[31m\tc")).isEqualTo("a b [31m c");
    assertThat(Chain.line("x".repeat(1000))).hasSize(1000).doesNotContain("…");
    assertThat(Chain.line("x".repeat(1001))).hasSize(1001).endsWith("x…");
  }

  @Test
  void aResultThatIsNoneIsAnError() throws IOException {
    Files.writeString(bin.resolve("first.ADD.out"), "done\n");
    assertThatThrownBy(() -> chain("1.0.0").add())
        .hasMessage(
            "cni network net: cni plugin first: ADD: its result is no JSON object: offset 0:"
                + " expected '{'");
    assertThat(bin.resolve("second.ADD.in")).doesNotExist();
  }

  @Test
  void anAttachmentIsReadAsItWasWritten() throws IOException {
    Path directory = bin.resolve("cni/uid-1");
    Attachment.makeDirectory(directory);
    assertThat(Attachment.read(directory)).isEmpty();
    Attachment attachment = attachment("1.0.0");
    attachment.write(directory);
    assertThat(Attachment.read(directory)).contains(attachment);
    for (Path secret : List.of(directory, directory.resolve("attachment.json"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .endsWith("------");
    }
    Files.createFile(directory.resolve(".attachment.json.1f")); // of a command that was killed
    Attachment.remove(directory);
    assertThat(Attachment.read(directory)).isEmpty();
    assertThat(directory).doesNotExist();
    Attachment.remove(directory);
  }

  @Test
  void anAttachmentThatWasCutOffSaysWhatIsLost() throws IOException {
    Path directory = Files.createDirectory(bin.resolve("uid-1"));
    Files.createFile(directory.resolve("attachment.json"));
    assertThatThrownBy(() -> Attachment.read(directory))
        .hasMessageStartingWith(directory + "/attachment.json: offset 0: the file ends too early")
        .hasMessageContaining("plugins are not known any more");
  }

  @Test
  void thePodsAddressesAreThoseOfItsInterface() throws IOException {
    Map<String, Object> result =
        Json.object(
            JsonText.object(
                Path.of("result"),
                """
                {"interfaces": [{"name": "br"}, {"name": "eth0", "sandbox": "/x"}],
                 "ips": [{"address": "fd00::2/64", "interface": 1},
                         {"address": "10.1.0.1/16", "interface": 0},
                         {"address": "10.1.0.2/16", "interface": 1},
                         {"address": "10.1.0.3/16", "interface": 7},
                         {"address": "10.1.0.4/16"}, {"address": "x", "interface": 0}]}
                """
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(AddResult.ips("net", result)).containsExactly("10.1.0.2", "10.1.0.4", "fd00::2");
    assertThatThrownBy(() -> AddResult.ips("net", Map.of("ips", List.of())))
        .hasMessageContaining("cni network net: its plugins gave eth0 no address");
    for (String wrong : List.of("10.1.0.2", "10.1.0/24", "$(reboot)/24")) {
      Map<String, Object> odd = Map.of("ips", List.of(Map.of("address", wrong)));
      assertThatThrownBy(() -> AddResult.ips("net", odd))
          .hasMessageContaining("\"" + wrong + "\", which is no address with a prefix");
    }
  }
}
