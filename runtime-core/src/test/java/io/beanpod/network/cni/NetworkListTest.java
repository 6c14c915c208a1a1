package io.beanpod.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkListTest {
  private static final Path FILE = Path.of("10-net.conflist");

  @TempDir Path directory;

  private static NetworkList read(String json) throws IOException {
    return NetworkList.read(FILE, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aListHasPluginsWithWhatTheyTake() throws IOException {
    NetworkList list =
        read(
            """
            {'cniVersion': '1.0.0', 'name': 'net', 'plugins': [
              {'type': 'bridge', 'bridge': 'b0'},
              {'type': 'portmap', 'capabilities': {'portMappings': true, 'ips': false}}]}
            """);
    assertThat(list.name()).isEqualTo("net");
    assertThat(list.plugins()).extracting(p -> p.get("type")).containsExactly("bridge", "portmap");
    assertThat(list.takes("portMappings")).isTrue();
    assertThat(list.takes("ips")).isFalse();
    assertThat(list.disableCheck()).isFalse();
    assertThat(NetworkList.of(FILE, list.tree())).isEqualTo(list);
  }

  @Test
  void theConfigurationOfOnePluginIsAListOfOne() throws IOException {
    NetworkList list = read("{'cniVersion': '0.3.1', 'name': 'one', 'type': 'ptp', 'mtu': 1400}");
    assertThat(list.plugins()).hasSize(1);
    assertThat(list.plugins().get(0)).containsEntry("mtu", 1400L);
    assertThat(list.knowsCheck()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"cniVersion\": \"0.3.0\"', 0.3.0, false",
    "'\"cniVersion\": \"0.4.0\"', 0.4.0, true",
    "'\"cniVersion\": \"1.1.0\"', 1.1.0, true",
    "'\"cniVersion\": \"0.4.0\", \"cniVersions\": [\"0.3.1\", \"1.0.0\", \"9.0.0\"]', 1.0.0, true",
  })
  void theHighestVersionThatBothKnowIsSpoken(String versions, String spoken, boolean check)
      throws IOException {
    NetworkList list = read("{" + versions + ", 'name': 'n', 'type': 't'}");
    assertThat(list.version()).isEqualTo(spoken);
    assertThat(list.knowsCheck()).isEqualTo(check);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name': 'n'                                               | offset",
        "{'cniVersion': '1.0.0', 'type': 't'}                       | \"name\" is missing",
        "{'name': 'n', 'type': 't'}                                 | \"cniVersion\" is missing; known",
        "{'name': 'n', 'type': 't', 'cniVersion': '0.2.0'}          | cniVersion 0.2.0 is not known",
        "{'name': 'n', 'cniVersion': '1.0.0', 'plugins': []}        | \"plugins\" has none",
        "{'name': 'n', 'cniVersion': '1.0.0', 'plugins': [{}]}      | \"type\" of plugin 1",
        "{'name': 'n', 'cniVersion': '1.0.0', 'type': '../bin/sh'}  | \"type\" of plugin 1",
      })
  void whatIsWrongWithAFileIsNamed(String json, String problem) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .hasMessageStartingWith("10-net.conflist: ")
        .hasMessageContaining(problem)
        .hasMessageNotContaining("pause");
  }

  @Test
  void aNetworkIsFoundByItsNameWhateverIsWrongWithOthers() throws IOException {
    Files.writeString(directory.resolve("10-bad.conflist"), "{");
    Files.writeString(
        directory.resolve("20-b.conf"), "{\"cniVersion\":\"1.0.0\",\"name\":\"b\",\"type\":\"x\"}");
    Files.writeString(
        directory.resolve("30-b.json"), "{\"cniVersion\":\"1.0.0\",\"name\":\"b\",\"type\":\"y\"}");
    Files.writeString(directory.resolve("40-b.txt"), "not looked at");
    assertThat(NetworkLists.find(directory, "b").plugins().get(0)).containsEntry("type", "x");
    assertThatThrownBy(() -> NetworkLists.find(directory, "c"))
        .hasMessageContaining("no network \"c\" in " + directory + "; there is b; ")
        .hasMessageContaining("10-bad.conflist: offset 1");
    assertThatThrownBy(() -> NetworkLists.find(directory.resolve("none"), "c"))
        .hasMessage("no network \"c\" in " + directory.resolve("none"));
  }
}
