package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeCommandTest {
  private PodFixture fixture;

  @BeforeEach
  void pods(@TempDir Path dir) throws IOException {
    fixture = new PodFixture(dir);
    fixture.pod("default", "web", true);
    fixture.pod("default", "web-2", true);
    fixture.pod("default", "db", true);
  }

  @Test
  void anExactNameIsThatPodAlone() {
    assertThat(names(fixture.run("describe", "pod", "web"))).containsExactly("web");
    assertThat(names(fixture.run("describe", "pod/web"))).containsExactly("web");
  }

  @Test
  void theStartOfNamesDoesWhereNoPodHasIt() {
    assertThat(names(fixture.run("describe", "po", "we"))).containsExactly("web", "web-2");
    assertThat(names(fixture.run("describe", "pod", "web-"))).containsExactly("web-2");
  }

  @Test
  void onlyASingleNameMayBeAStart() {
    Result several = fixture.run("describe", "pod", "db", "we");
    assertThat(several.status()).isEqualTo(1);
    assertThat(several.err()).isEqualTo("error: pods \"we\" not found\n");
    assertThat(fixture.run("describe", "pod/we"))
        .isEqualTo(new Result(1, "", "error: pods \"we\" not found\n"));
    assertThat(fixture.run("describe", "pod", "x"))
        .isEqualTo(new Result(1, "", "error: pods \"x\" not found\n"));
  }

  private static Iterable<String> names(Result result) {
    assertThat(result.status()).isZero();
    return result
        .out()
        .lines()
        .filter(line -> line.startsWith("Name:"))
        .map(line -> line.substring("Name:".length()).strip())
        .toList();
  }
}
