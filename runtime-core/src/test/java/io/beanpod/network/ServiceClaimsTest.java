package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceClaimsTest {
  @TempDir private Path dir;

  private static Subnet subnet(String text) {
    return Subnet.parse(text).orElseThrow();
  }

  /** A root that keeps ranges for its Services. */
  private Root keeping(String name, String... ranges) throws IOException {
    Root root = Root.below(dir.resolve(name));
    Path file = root.objects().resolve("servicecidrs/_/kubernetes.json");
    Files.createDirectories(file.getParent());
    String cidrs = "\"" + String.join("\",\"", ranges) + "\"";
    Files.writeString(file, "{\"spec\":{\"cidrs\":[" + cidrs + "]}}");
    return root;
  }

  @Test
  void whatARootKeepsIsNoOthers() throws IOException {
    ServiceClaims claims = new ServiceClaims(dir.resolve("claims"));
    Root one = keeping("one", "10.96.0.0/16", "fdbe:a400:a60::/112");
    Root two = keeping("two", "10.97.0.0/16");
    assertThat(claims.ofOthers(two)).isEmpty();
    claims.add(one, List.of(subnet("10.96.0.0/16"), subnet("fdbe:a400:a60::/112")));
    claims.add(two, List.of(subnet("10.97.0.0/16")));
    assertThat(claims.ofOthers(one)).containsExactly(subnet("10.97.0.0/16"));
    assertThat(claims.ofOthers(two))
        .containsExactlyInAnyOrder(subnet("10.96.0.0/16"), subnet("fdbe:a400:a60::/112"));
  }

  @Test
  void aRootThatIsGoneOrKeepsAnotherRangeClaimsNothing() throws IOException {
    ServiceClaims claims = new ServiceClaims(dir.resolve("claims"));
    claims.add(Root.below(dir.resolve("gone")), List.of(subnet("10.96.0.0/16")));
    claims.add(keeping("moved", "10.99.0.0/16"), List.of(subnet("10.97.0.0/16")));
    assertThat(claims.ofOthers(Root.below(dir.resolve("new")))).isEmpty();
  }

  @Test
  void aRootThatCannotBeReadKeepsItsClaim() throws IOException {
    ServiceClaims claims = new ServiceClaims(dir.resolve("claims"));
    claims.add(keeping("corrupt", "rubbish"), List.of(subnet("10.96.0.0/16")));
    assertThat(claims.ofOthers(Root.below(dir.resolve("new"))))
        .containsExactly(subnet("10.96.0.0/16"));
  }
}
