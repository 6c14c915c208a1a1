package io.beanpod.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SeccompAction;
import io.beanpod.linux.SeccompRules;
import io.beanpod.linux.SeccompRules.Comparison;
import io.beanpod.linux.SeccompRules.Condition;
import io.beanpod.linux.SeccompRules.Rule;
import io.beanpod.model.InvalidManifest;
import io.beanpod.store.CorruptState;
import io.beanpod.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles as the OCI, Docker and Podman write them. */
class OciSeccompTest {
  private static final SeccompMachine MACHINE = SeccompMachine.of("amd64", "6.1.0-13-amd64");
  private static final SeccompAction EPERM = SeccompAction.errno(Errno.EPERM);

  /** The one of Kubernetes' tutorial that lets nothing through. */
  @Test
  void theShortestProfile() throws CorruptState {
    SeccompRules rules = rules("{\"defaultAction\": \"SCMP_ACT_ERRNO\"}");
    assertThat(rules).isEqualTo(new SeccompRules(EPERM, true, List.of("x86_64"), List.of(), 0));
  }

  @Test
  void aProfileOfDocker() throws CorruptState {
    SeccompRules rules =
        rules(
            """
            {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38, "defaultErrno": "ENOSYS",
             "archMap": [
               {"architecture": "SCMP_ARCH_X86_64",
                "subArchitectures": ["SCMP_ARCH_X86", "SCMP_ARCH_X32"]},
               {"architecture": "SCMP_ARCH_S390X", "subArchitectures": ["SCMP_ARCH_S390"]}],
             "flags": ["SECCOMP_FILTER_FLAG_LOG"],
             "syscalls": [
               {"names": ["read", "write"], "action": "SCMP_ACT_ALLOW", "args": [],
                "comment": "c", "includes": {}, "excludes": {}},
               {"name": "personality", "action": "SCMP_ACT_ALLOW",
                "args": [{"index": 0, "value": 4294967295, "valueTwo": 0, "op": "SCMP_CMP_EQ"}]},
               {"names": ["chroot"], "action": "SCMP_ACT_ALLOW",
                "includes": {"caps": ["CAP_SYS_CHROOT"], "arches": ["amd64"], "minKernel": "4.8"}},
               {"names": ["bpf"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_BPF"]}},
               {"names": ["bpf"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1, "errno": "EPERM",
                "excludes": {"caps": ["CAP_BPF"]}},
               {"names": ["old"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "6.2"}},
               {"names": ["arm"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["arm64"]}}
             ]}
            """);
    assertThat(rules)
        .isEqualTo(
            new SeccompRules(
                SeccompAction.errno(Errno.ENOSYS),
                false,
                List.of("x86_64", "x86", "x32"),
                List.of(
                    new Rule(List.of("read", "write"), SeccompAction.ALLOW, List.of()),
                    new Rule(
                        List.of("personality"),
                        SeccompAction.ALLOW,
                        List.of(new Condition(0, Comparison.EQ, 0xffffffffL, 0))),
                    new Rule(List.of("chroot"), SeccompAction.ALLOW, List.of()),
                    new Rule(List.of("bpf"), EPERM, List.of())),
                2));
  }

  /** runc's reading of it. */
  @Test
  void conditionsOfOneArgumentAreAlternatives() throws CorruptState {
    List<Rule> rules =
        rules(
                """
                {"defaultAction": "SCMP_ACT_ALLOW", "architectures": ["SCMP_ARCH_X86_64"],
                 "syscalls": [{"names": ["socket"], "action": "SCMP_ACT_KILL_PROCESS", "args": [
                   {"index": 0, "value": 1, "op": "SCMP_CMP_EQ"},
                   {"index": 0, "value": 3, "valueTwo": 2, "op": "SCMP_CMP_MASKED_EQ"}]}]}
                """)
            .rules();
    SeccompAction kill = SeccompAction.KILL_PROCESS;
    Condition one = new Condition(0, Comparison.EQ, 1, 0);
    Condition two = new Condition(0, Comparison.MASKED_EQ, 3, 2);
    assertThat(rules)
        .containsExactly(
            new Rule(List.of("socket"), kill, List.of(one)),
            new Rule(List.of("socket"), kill, List.of(two)));
  }

  @Test
  void anErrorByNameAlone() throws CorruptState {
    SeccompRules rules =
        rules("{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultErrno\":\"EACCES\"}");
    assertThat(rules.otherwise()).isEqualTo(SeccompAction.errno(Errno.EACCES));
    assertThat(rules.newerAreMissing()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | defaultAction: required, but missing or empty",
        "{'defaultAction':'ALLOW'} | defaultAction: \"ALLOW\" is not valid; use one of SCMP_ACT_",
        "{'defaultAction':'SCMP_ACT_NOTIFY'} | defaultAction: SCMP_ACT_NOTIFY asks another process",
        "{'defaultAction':'SCMP_ACT_ALLOW','listenerPath':'/s'} | listenerPath: there is no",
        "{'defaultAction':'SCMP_ACT_ALLOW','sysalls':[]} | did you mean syscalls?",
        "{'defaultAction':'SCMP_ACT_ALLOW','flags':['X']} | flags: \"X\" is not supported",
        "{'defaultAction':'SCMP_ACT_ALLOW','architectures':['x86']} | does not begin with SCMP_ARCH",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'action':'SCMP_ACT_LOG'}]} | .names: required",
        "{'defaultAction':'SCMP_ACT_ERRNO','defaultErrno':'EX'} | defaultErrno: \"EX\" is no error",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a'],'action':'SCMP_ACT_LOG',"
            + "'includes':{'caps':['X']}}]} | includes.caps: \"X\" is no capability",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a'],'action':'SCMP_ACT_LOG',"
            + "'args':[{'index':6,'value':0,'op':'SCMP_CMP_EQ'}]}]} | syscalls[0].args[0].index"
      },
      quoteCharacter = '`')
  void whatIsWrongIsTold(String json, String message) {
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> rules(json.replace('\'', '"')))
        .withMessageStartingWith("/profiles/a.json: ")
        .withMessageContaining(message);
  }

  private static SeccompRules rules(String json) throws CorruptState {
    Path file = Path.of("/profiles/a.json");
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    return OciSeccomp.rules(
        file.toString(), JsonText.object(file, utf8), Capabilities.DEFAULT, MACHINE);
  }
}
