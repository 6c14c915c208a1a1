package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What containers read in /etc/hosts, /etc/hostname and /etc/resolv.conf, and the kernel says. */
class NamesTest extends PodTest {
  private static final String FQDN = "web-0.db.default.svc.cluster.local";
  private static final Object ALIASES =
      List.of(Map.of("ip", "127.0.0.7", "hostnames", List.of("foo.local", "bar.local")));

  private static Manifest pod() {
    return Manifest.pod("web").container("one", "sleep", "1000").container("two", "sleep", "1000");
  }

  private String ip() {
    return beanpod.run("get", "pod", "web", "-o", "jsonpath={.status.podIP}").ok();
  }

  @Test
  void aPodHasANameADomainAndAliases() {
    apply(pod().spec("hostname", "web-0").spec("subdomain", "db").spec("hostAliases", ALIASES));
    String names = "hostname; hostname -f; cat /etc/hostname; echo $HOSTNAME";
    assertThat(sh("web", names)).isEqualTo("web-0\n" + FQDN + "\nweb-0\nweb-0\n");
    String hosts = sh("web", "cat /etc/hosts");
    assertThat(hosts)
        .startsWith("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n")
        .contains("\n" + ip() + "\t" + FQDN + "\tweb-0\n")
        .endsWith("\n\n# Entries added by HostAliases.\n127.0.0.7\tfoo.local\tbar.local\n");
    assertThat(beanpod.run("exec", "web", "-c", "two", "--", "cat", "/etc/hosts").ok())
        .isEqualTo(hosts);
    assertThat(sh("web", "ping -c 1 bar.local")).contains("(127.0.0.7)");
    assertThat(sh("web", "ping -c 1 " + FQDN)).contains("(" + ip() + ")");
  }

  @Test
  void theFullNameCanBeTheKernels() {
    apply(pod().spec("hostname", "web-0").spec("subdomain", "db").spec("setHostnameAsFQDN", true));
    String names = "hostname; hostname -f; cat /etc/hostname; echo $HOSTNAME";
    assertThat(sh("web", names)).isEqualTo((FQDN + "\n").repeat(4));
  }

  @Test
  void anOverrideIsTheOnlyName() {
    apply(pod().spec("subdomain", "db").spec("hostnameOverride", "www.example.com"));
    assertThat(sh("web", "hostname; hostname -f")).isEqualTo("www.example.com\n".repeat(2));
    assertThat(sh("web", "cat /etc/hosts")).contains("\n" + ip() + "\twww.example.com\n");
  }

  @Test
  void inTheHostsNetworkAliasesFollowTheHostsFile() throws IOException {
    apply(pod().spec("hostNetwork", true).spec("hostAliases", ALIASES));
    assertThat(sh("web", "cat /etc/hosts"))
        .isEqualTo(
            "# Kubernetes-managed hosts file (host network).\n"
                + Files.readString(Path.of("/etc/hosts"))
                + "\n# Entries added by HostAliases.\n127.0.0.7\tfoo.local\tbar.local\n");
  }

  @Test
  void theResolverIsAsThePodSays() {
    Map<String, Object> config =
        Map.of(
            "nameservers", List.of("192.0.2.53", "2001:db8::53"),
            "searches", List.of("ns1.svc.cluster-domain.example", "my.dns.search.suffix"),
            "options", List.of(Map.of("name", "ndots", "value", "2"), Map.of("name", "edns0")));
    apply(pod().spec("dnsPolicy", "None").spec("dnsConfig", config));
    assertThat(sh("web", "cat /etc/resolv.conf"))
        .isEqualTo(
            """
            search ns1.svc.cluster-domain.example my.dns.search.suffix
            nameserver 192.0.2.53
            nameserver 2001:db8::53
            options ndots:2 edns0
            """);
  }

  @Test
  void whatIsTooMuchForAResolverIsAnEvent() {
    List<String> three = List.of("192.0.2.1", "192.0.2.2", "192.0.2.3");
    apply(pod().spec("dnsConfig", Map.of("nameservers", three))); // and the host's
    if (sh("web", "cat /etc/resolv.conf").contains("192.0.2.3")) {
      assertThat(events()).noneMatch(line -> line.startsWith("DNSConfigForming"));
    } else {
      awaitEvent("DNSConfigForming : Nameserver limits were exceeded, some nameservers have been");
    }
  }

  @Test
  void aFullNameThatIsTooLongIsRefused() {
    Manifest manifest = pod().spec("subdomain", "d".repeat(50)).spec("setHostnameAsFQDN", true);
    assertThat(tryApply(manifest.json()).oneLine())
        .contains("spec.setHostnameAsFQDN: failed to construct FQDN from pod hostname and cluster")
        .contains("(64 characters is the max, 80 characters requested)");
    assertThat(beanpod.run("get", "pods").out()).doesNotContain("web");
  }
}
