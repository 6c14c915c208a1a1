package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Document;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.store.Root;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoiningTest {
  private static final NetworkState NETWORK =
      new NetworkState(
          "bean3", Subnet.parse("10.90.0.0/16").orElseThrow(), Optional.empty(), Map.of());

  @TempDir private Path directory;

  /** Another process, or another object of this one, makes rules for it as well. */
  @Test
  void everybodyKnowsAPodInTheMakingUntilItIsStored() throws IOException {
    Root root = Root.below(directory);
    PodLink link = PodLink.of(NETWORK, 0, "u");
    Document manifest =
        new Document(
            "f.yaml",
            1,
            "",
            Pods.tree(
                "{apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}},"
                    + " spec: {containers: [{name: c, image: i}]}}"));
    new Joining(root)
        .add(
            "u", PodManifest.of(manifest, new Node("n", "amd64"), new Random(1)), link.addresses());
    List<StoredPod> pods = new ArrayList<>();
    new Joining(root).addTo(pods, List.of(PodLink.of(NETWORK, 1, "other")));
    assertThat(pods).isEmpty();
    new Joining(root).addTo(pods, List.of(link));
    assertThat(pods).extracting(StoredPod::uid).containsExactly("u");
    assertThat(pods.get(0).labels()).isEqualTo(Map.of("app", "db"));
    assertThat(Cluster.read(root, List.of(link)).pods().get(0).addresses())
        .containsExactly(link.addresses().v4());
    new Joining(root).addTo(pods, List.of(link));
    assertThat(pods).hasSize(1);
    assertThat(Cluster.read(root, List.of(link)).pods()).isEmpty();
  }
}
