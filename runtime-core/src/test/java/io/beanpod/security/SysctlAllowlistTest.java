package io.beanpod.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sysctls a pod may set. */
class SysctlAllowlistTest {
  private static List<String> problems(String name, String spec, String... allowed) {
    String yaml =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  "
            + spec
            + "\n  securityContext: {sysctls: [{name: "
            + name
            + ", value: '1'}]}\n  containers: [{name: app, image: a}]\n";
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    PodManifest pod = PodManifest.readAll("web.yaml", text, new Node("node-1", "amd64")).get(0);
    List<Problem> problems = new ArrayList<>();
    SysctlAllowlist.check(pod.pod().spec(), List.of(allowed), problems);
    List<String> texts = new ArrayList<>();
    for (Problem problem : problems) {
      texts.add(problem.path() + ": " + problem.message());
    }
    return texts;
  }

  private static String forbidden(String why) {
    return "spec.securityContext.sysctls[0].name: forbidden sysctl: " + why;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net/ipv4/ip_local_port_range",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_wmem",
      })
  void aSafeOneIsAllowed(String name) {
    assertThat(problems(name, "hostname: h")).isEmpty();
  }

  @Test
  void anUnsafeOneIsAllowedByItsNameOrBeginning() {
    assertThat(problems("kernel.msgmax", "hostname: h"))
        .containsExactly(
            forbidden(
                "\"kernel.msgmax\" not allowlisted; if you trust the pod: apply"
                    + " --allowed-unsafe-sysctls kernel.msgmax"));
    assertThat(problems("kernel.msgmax", "hostname: h", "kernel.sem", "kernel.msgmax")).isEmpty();
    assertThat(problems("kernel.msgmax", "hostname: h", "kernel.msg*")).isEmpty();
    assertThat(problems("kernel.msgmax", "hostname: h", "kernel.msg")).hasSize(1);
    assertThat(problems("net.core.somaxconn", "hostname: h", "kernel.msg*")).hasSize(1);
  }

  @Test
  void theHostsNamespacesAreNotChanged() {
    assertThat(problems("net.ipv4.tcp_syncookies", "hostNetwork: true", "net.*"))
        .containsExactly(
            forbidden("\"net.ipv4.tcp_syncookies\" not allowed with host Net enabled"));
    assertThat(problems("kernel.shm_rmid_forced", "hostIPC: true"))
        .containsExactly(forbidden("\"kernel.shm_rmid_forced\" not allowed with host IPC enabled"));
    assertThat(problems("kernel.shm_rmid_forced", "hostNetwork: true")).isEmpty();
  }

  @Test
  void whatIsTheWholeHostsCanNotBeAllowed() {
    for (String name : List.of("vm.swappiness", "kernel.core_pattern", "netx.y", "fs.file-max")) {
      assertThat(problems(name, "hostname: h", "vm.*", name))
          .containsExactly(
              forbidden(
                  "\""
                      + name
                      + "\" not allowlisted; it is not namespaced, and would be the whole"
                      + " host's"));
      assertThat(SysctlAllowlist.wrong(name))
          .contains("the sysctl \"" + name + "\" are not known to be namespaced");
    }
    assertThat(SysctlAllowlist.wrong("kernel.*"))
        .contains("the sysctls \"kernel.*\" are not known to be namespaced");
    for (String pattern : SysctlAllowlist.NAMESPACED) {
      assertThat(SysctlAllowlist.wrong(pattern)).isEmpty();
    }
  }
}
