package io.beanpod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx:latest",
    "nginx:1.25, docker.io/library/nginx:1.25",
    "foo/bar:1, docker.io/foo/bar:1",
    "localhost/x:1, localhost/x:1",
    "localhost:5000/x, localhost:5000/x:latest",
    "index.docker.io/nginx, docker.io/library/nginx:latest",
    "docker.io/library/nginx:latest, docker.io/library/nginx:latest",
    "registry:5000/a/b:T_1.2-x, registry:5000/a/b:T_1.2-x",
    "[::1]:5000/a, [::1]:5000/a:latest",
    "a__b/c-d--e.f, docker.io/a__b/c-d--e.f:latest",
    "Registry/x, Registry/x:latest"
  })
  void normalises(String text, String full) throws Exception {
    assertThat(Reference.parse(text)).hasToString(full);
    assertThat(Reference.parse(full)).isEqualTo(Reference.parse(text));
  }

  @Test
  void aDigestNeedsNoTag() throws Exception {
    Reference reference = Reference.parse("registry:5000/a/b@sha256:" + HEX);
    assertThat(reference.tag()).isEmpty();
    assertThat(reference).hasToString("registry:5000/a/b@sha256:" + HEX);
    assertThat(Reference.parse("nginx:1@sha256:" + HEX))
        .hasToString("docker.io/library/nginx:1@sha256:" + HEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Nginx",
        "nginx:",
        "nginx:-a",
        "/nginx",
        "nginx/",
        "a//b",
        "a..b",
        "a___b",
        "-a",
        "a-",
        "a b",
        "nginx@",
        "nginx@sha256:12",
        "nginx@md5:0123",
        "http://x/y",
        "../etc/passwd",
        "host:port/x",
        "host:123456/x",
        ".host.x/y",
        "ho..st/x",
        "[::1/x",
        "a:b:c",
        "ü"
      })
  void refusesWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("image name \"" + text + "\"");
  }

  @Test
  void refusesWhatIsTooLongOrAnId() {
    assertThatThrownBy(() -> Reference.parse("a".repeat(256))).hasMessageContaining("255");
    assertThatThrownBy(() -> Reference.parse("a:" + "t".repeat(129))).hasMessageContaining("128");
    assertThatThrownBy(() -> Reference.parse(HEX)).hasMessageContaining("image id");
  }
}
