package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Container;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.model.Problem;
import io.beanpod.security.Capabilities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of capabilities after add and drop, by containerd's rules. */
class CapabilityPlannerTest {
  private static final long NET_ADMIN = 1L << 12;
  private static final long CHOWN = 1;

  private static Container container(String context) {
    String yaml =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n"
            + "  - {name: app, image: a, securityContext: "
            + context
            + "}\n";
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    return PodManifest.readAll("web.yaml", text, new Node("node-1", "amd64"))
        .get(0)
        .pod()
        .spec()
        .containers()
        .get(0);
  }

  private static long granted(String add, String drop) throws IOException {
    return CapabilityPlanner.granted(
        container("{capabilities: {add: " + add + ", drop: " + drop + "}}").securityContext());
  }

  private static List<String> problems(String context) throws IOException {
    return problems(context, false);
  }

  private static List<String> problems(String context, boolean sharesProcesses) throws IOException {
    List<Problem> problems = new ArrayList<>();
    CapabilityPlanner.check(container(context), sharesProcesses, problems);
    List<String> texts = new ArrayList<>();
    for (Problem problem : problems) {
      texts.add(problem.path() + ": " + problem.message());
    }
    return texts;
  }

  @Test
  void namesAreAddedAndDropped() throws IOException {
    assertThat(granted("[]", "[]")).isEqualTo(Capabilities.DEFAULT);
    assertThat(granted("[NET_ADMIN]", "[CAP_CHOWN]"))
        .isEqualTo((Capabilities.DEFAULT | NET_ADMIN) & ~CHOWN);
    assertThat(granted("[cap_net_admin]", "[chown]"))
        .isEqualTo((Capabilities.DEFAULT | NET_ADMIN) & ~CHOWN);
    assertThat(granted("[NET_ADMIN]", "[NET_ADMIN]")).isEqualTo(Capabilities.DEFAULT);
  }

  @Test
  void allIsWhatNamesAreExceptionsTo() throws IOException {
    assertThat(granted("[]", "[ALL]")).isZero();
    assertThat(granted("[NET_ADMIN]", "[all]")).isEqualTo(NET_ADMIN);
    assertThat(granted("[ALL]", "[]")).isEqualTo(Capabilities.held());
    assertThat(granted("[ALL]", "[CHOWN]")).isEqualTo(Capabilities.held() & ~CHOWN);
    assertThat(granted("[ALL]", "[ALL]")).isZero();
  }

  @Test
  void aPrivilegedOneHasAllWhateverIsDropped() throws IOException {
    long all =
        CapabilityPlanner.granted(
            container("{privileged: true, capabilities: {drop: [ALL]}}").securityContext());
    assertThat(all).isEqualTo(Capabilities.held());
  }

  @Test
  void aNameThatIsNoCapabilityIsRefused() throws IOException {
    assertThat(problems("{capabilities: {add: [CHOWN, CAP_, NET], drop: [ALL, CAP_ALL]}}"))
        .satisfiesExactly(
            p -> assertThat(p).startsWith(at("add[1]") + "\"CAP_\" is no capability; use a name"),
            p -> assertThat(p).startsWith(at("add[2]") + "\"NET\" is no capability"),
            p -> assertThat(p).startsWith(at("drop[1]") + "\"CAP_ALL\" is no capability"));
    assertThat(problems("{capabilities: {add: [ALL, chown], drop: [CAP_SYS_TIME]}}")).isEmpty();
  }

  /** Process 1 is the pause there, which has the host's root. */
  @Test
  void nobodyWhoSeesThePauseMayTraceIt() throws IOException {
    for (String name : List.of("SYS_PTRACE", "cap_sys_ptrace", "ALL")) {
      String context = "{capabilities: {add: [CHOWN, " + name + "]}}";
      assertThat(problems(context, true))
          .singleElement()
          .asString()
          .startsWith(at("add[1]") + "\"" + name + "\" can't be given with shareProcessNamespace");
      assertThat(problems(context, false)).isEmpty();
    }
  }

  private static String at(String item) {
    return "spec.containers[0].securityContext.capabilities." + item + ": ";
  }
}
