package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.HostAlias;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostsFileTest {
  private static final String LOCAL =
      "# Kubernetes-managed hosts file.\n"
          + "127.0.0.1\tlocalhost\n"
          + "::1\tlocalhost ip6-localhost ip6-loopback\n"
          + "fe00::0\tip6-localnet\n"
          + "fe00::0\tip6-mcastprefix\n"
          + "fe00::1\tip6-allnodes\n"
          + "fe00::2\tip6-allrouters\n";

  @Test
  void aPodHasItsNameAtEachOfItsAddresses() {
    assertThat(HostsFile.ofPod("web", Optional.empty(), List.of("10.88.0.2", "fd00::2"), List.of()))
        .isEqualTo(LOCAL + "10.88.0.2\tweb\nfd00::2\tweb\n");
  }

  @Test
  void aPodWithoutAnAddressIsTheLoopback() {
    assertThat(HostsFile.ofPod("web", Optional.empty(), List.of(), List.of()))
        .isEqualTo(LOCAL + "127.0.0.1\tweb\n");
  }

  @Test
  void theFullNameComesFirst() {
    Optional<String> domain = Optional.of("db.default.svc.cluster.local");
    assertThat(HostsFile.ofPod("web", domain, List.of("10.88.0.2"), List.of()))
        .isEqualTo(LOCAL + "10.88.0.2\tweb.db.default.svc.cluster.local\tweb\n");
  }

  @Test
  void aliasesStandBehindALineEach() {
    List<HostAlias> aliases =
        List.of(
            new HostAlias("127.0.0.1", List.of("foo.local", "bar.local")),
            new HostAlias("10.1.2.3", List.of("foo.remote")));
    String entries =
        "\n# Entries added by HostAliases.\n127.0.0.1\tfoo.local\tbar.local\n10.1.2.3\tfoo.remote\n";
    assertThat(HostsFile.ofPod("web", Optional.empty(), List.of("10.88.0.2"), aliases))
        .isEqualTo(LOCAL + "10.88.0.2\tweb\n" + entries);
    assertThat(HostsFile.ofHost("127.0.0.1 localhost # mine\n", aliases))
        .isEqualTo(
            "# Kubernetes-managed hosts file (host network).\n127.0.0.1 localhost # mine\n"
                + entries);
  }
}
