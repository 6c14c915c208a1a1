package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtcContentTest {
  @Test
  void hostsAreTheKubelets() throws IOException {
    assertThat(EtcContent.hosts("web", List.of(), false).split("\n"))
        .containsExactly(
            "# Kubernetes-managed hosts file.",
            "127.0.0.1\tlocalhost",
            "::1\tlocalhost ip6-localhost ip6-loopback",
            "fe00::0\tip6-localnet",
            "fe00::0\tip6-mcastprefix",
            "fe00::1\tip6-allnodes",
            "fe00::2\tip6-allrouters",
            "127.0.0.1\tweb");
    assertThat(EtcContent.hosts("web", List.of("10.88.0.2", "fd00::2"), false))
        .endsWith("ip6-allrouters\n10.88.0.2\tweb\nfd00::2\tweb\n");
  }

  @Test
  void aPodInTheHostsNetworkHasTheHostsFile() throws IOException {
    Path file = Path.of("/etc/hosts");
    String expected =
        Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    assertThat(EtcContent.hosts("web", List.of(), true)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"web,web", "a.b,a.b", "web-,web", "web.-.,web", "-,-"})
  void aLabelEndsWithALetterOrDigit(String name, String label) {
    assertThat(EtcContent.label(name)).isEqualTo(label);
  }

  @Test
  void aLabelHas63CharactersAtMost() {
    String sixty = "a".repeat(60);
    assertThat(EtcContent.label(sixty + "bcd")).isEqualTo(sixty + "bcd");
    assertThat(EtcContent.label(sixty + "bcde")).isEqualTo(sixty + "bcd");
    assertThat(EtcContent.label(sixty + "b-.d")).isEqualTo(sixty + "b");
  }
}
