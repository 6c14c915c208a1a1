package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import io.beanpod.model.Documents;
import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The pods of the fixture have this very process as their pause. */
@EnabledIf(value = "isRoot", disabledReason = "inspect looks into other processes: needs root")
class InspectCommandTest {
  @TempDir Path dir;
  private PodFixture pods;

  static boolean isRoot() throws IOException {
    return Caller.isRoot();
  }

  @BeforeEach
  void setUp() throws IOException {
    pods = new PodFixture(dir);
    pods.pod("default", "mirror", true);
  }

  @Test
  void showsWhatTheKernelShows() throws IOException {
    Result result = pods.run("inspect", "mirror");
    assertThat(result.err()).isEmpty();
    long pid = ProcessHandle.current().pid();
    String net = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    String inode = net.substring(net.indexOf('[') + 1, net.length() - 1);
    assertThat(result.out())
        .contains("Pod default/mirror, uid uid-default-mirror, Running\n")
        .containsPattern("  pause +" + pid + " +\\d+ +\\d+ +running\n")
        .containsPattern("  side +- +- +- +running\n")
        .containsPattern("  net +" + inode + " +" + inode + " \\(host\\) +" + inode + " \\(host\\)")
        .contains("  The pod uses the host's network.\n", "  ip netns exec mirror ss -lntup\n")
        .containsPattern("  web +RuntimeDefault \\(the default\\) +\\d \\(\\w+\\) +\\d+\n")
        .contains("Overlay of web, image docker.io/library/nginx:1.25\n")
        .containsSubsequence("upper", "writable", "layers/two", "2 of 2", "layers/one", "1 of 2")
        .contains("  pstree -p " + pid + "\n")
        .contains("readlink /proc/self/ns/* /proc/" + pid + "/ns/*\n");
  }

  @Test
  void givesTheSameAsJson() {
    Result result = pods.run("inspect", "pod/mirror", "-o", "json");
    byte[] text = result.out().getBytes(StandardCharsets.UTF_8);
    Map<String, Object> tree = Documents.read("out", text).get(0).tree();
    assertThat(Json.list(Json.at(tree, "pause", "pids")).get(0))
        .isEqualTo(ProcessHandle.current().pid());
    assertThat(Json.at(tree, "pause", "namespaces", "net", "of")).isEqualTo("host");
    assertThat(Json.at(tree, "pause", "namespaces", "net", "inode"))
        .isEqualTo(Json.at(tree, "hostNamespaces", "net"));
    Object web = Json.list(tree.get("containers")).get(0);
    assertThat(Json.list(Json.at(web, "overlay", "lowerBottomFirst")))
        .containsExactly("/var/lib/beanpod/layers/one", "/var/lib/beanpod/layers/two");
  }

  @Test
  void aPodWhosePauseIsGoneHasNoNamespaces() throws IOException {
    pods.pod("default", "dead", false);
    assertThat(pods.run("inspect", "dead").out())
        .containsPattern("  pause +- +- +- +gone\n")
        .containsPattern("  web +- +- +- +terminated \\(exit code 137\\)\n")
        .doesNotContain("Check it yourself");
  }
}
