package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodDnsConfigTest {
  private static List<Problem> problems(List<String> searches) {
    String yaml =
        Manifests.yaml("dnsConfig: {searches: ['" + String.join("', '", searches) + "']}", "");
    try {
      assertThat(Manifests.read(yaml).get(0).pod().spec().dnsConfig().searches())
          .isEqualTo(searches);
      return List.of();
    } catch (InvalidManifest e) {
      return e.problems();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "a.b.", ".", "_sip._tcp.a-b_c.d", "1.2"})
  void searchesThatAreValid(String search) {
    assertThat(problems(List.of(search))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a..b", "..", "a_", "__a", "_", "a._", "-a", "a b"})
  void searchesThatAreNot(String search) {
    assertThat(problems(List.of(search)))
        .singleElement()
        .extracting(Problem::path)
        .isEqualTo("spec.dnsConfig.searches[0]");
  }

  @Test
  void searchesHaveTheLimitsOfKubernetes128() {
    assertThat(problems(Collections.nCopies(32, "a"))).isEmpty();
    assertThat(problems(Collections.nCopies(33, "a")))
        .containsExactly(
            new Problem("spec.dnsConfig.searches", "must not have more than 32 search paths"));
    String domain = String.join(".", Collections.nCopies(17, "b".repeat(14)));
    assertThat(domain).hasSize(254);
    List<String> eight = Collections.nCopies(8, domain.substring(1) + ".");
    assertThat(problems(eight.subList(0, 7))).isEmpty();
    assertThat(String.join(" ", eight)).hasSize(2039);
    assertThat(problems(eight)).isEmpty();
    List<String> longest = new ArrayList<>(eight);
    longest.add("12345678");
    assertThat(problems(longest)).isEmpty();
    longest.set(8, "123456789");
    assertThat(problems(longest))
        .containsExactly(
            new Problem(
                "spec.dnsConfig.searches",
                "must not have more than 2048 characters (including spaces) in the search list"));
  }

  @Test
  void noneWantsANameserver() {
    String yaml = Manifests.yaml("dnsPolicy: None\ndnsConfig: {searches: [a]}", "");
    InvalidManifest e = catchThrowableOfType(InvalidManifest.class, () -> Manifests.read(yaml));
    assertThat(e.problems())
        .containsExactly(
            new Problem(
                "spec.dnsConfig.nameservers",
                "required: must provide at least one DNS nameserver when `dnsPolicy` is None"));
  }
}
