package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of KEP-1797 (setHostnameAsFQDN) and KEP-4762 (hostnameOverride), and long names. */
class HostnamesTest {
  private static final String FQDN = "web.sub.default.svc.cluster.local";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "terminationGracePeriodSeconds: 0|web|web|web",
        "hostname: h|h|h|h",
        "hostname: ''|web|web|web",
        "subdomain: sub|web|web|" + FQDN,
        "setHostnameAsFQDN: true|web|web|web",
        "subdomain: sub, setHostnameAsFQDN: false|web|web|" + FQDN,
        "subdomain: sub, setHostnameAsFQDN: true|" + FQDN + "|web|" + FQDN,
        "hostnameOverride: www.example.com|www.example.com|www.example.com|www.example.com",
        "hostname: h, subdomain: sub, hostnameOverride: a.b|a.b|a.b|a.b",
      })
  void namesAreTheKubelets(String fields, String nodename, String name, String fullName) {
    Pod pod = Manifests.pod(fields.replace(", ", "\n"), "").pod();
    Hostnames names = pod.spec().hostnames();
    assertThat(names.nodename(pod.metadata())).isEqualTo(nodename);
    assertThat(names.name(pod.metadata())).isEqualTo(name);
    String domain = names.domain(pod.metadata()).map(d -> "." + d).orElse("");
    assertThat(name + domain).isEqualTo(fullName);
  }

  private static String cut(String podName) {
    String yaml = Manifests.yaml("", "").replace("name: web}", "name: " + podName + "}");
    Pod pod = Manifests.read(yaml).get(0).pod();
    return pod.spec().hostnames().nodename(pod.metadata());
  }

  @Test
  void aPodsNameIsCutTo63Characters() {
    String sixty = "a".repeat(60);
    assertThat(cut(sixty + "bcd")).isEqualTo(sixty + "bcd");
    assertThat(cut(sixty + "bcde")).isEqualTo(sixty + "bcd");
    assertThat(cut(sixty + "b--d")).isEqualTo(sixty + "b");
    assertThat(cut("a".repeat(62) + ".d")).isEqualTo("a".repeat(62));
  }

  @Test
  void aFullNameMayHave64Characters() {
    String fields = "setHostnameAsFQDN: true\nsubdomain: a23456789-b23456789-c23456789-d234";
    Pod pod = Manifests.pod(fields, "").pod();
    assertThat(pod.spec().hostnames().nodename(pod.metadata())).hasSize(64);
  }

  @Test
  void withTheHostsNetworkTheLengthDoesNotMatter() {
    String fields = "setHostnameAsFQDN: true\nhostNetwork: true\nsubdomain: " + "a".repeat(60);
    assertThat(Manifests.pod(fields, "").pod().spec().hostNetwork()).isTrue();
  }
}
