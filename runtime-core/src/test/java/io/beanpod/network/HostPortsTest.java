package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortsTest {
  @TempDir private Path base;

  private HostPorts ports() {
    return new HostPorts(Root.below(base));
  }

  private static HostPort port(String name, String uid) {
    return HostPort.parse(name, uid + "/80");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp-80-any,tcp-80-any,true",
    "tcp-80-any,udp-80-any,false",
    "tcp-80-any,tcp-81-any,false",
    "tcp-80-any,tcp-80-192.0.2.1,true",
    "tcp-80-192.0.2.1,tcp-80-any,true",
    "tcp-80-192.0.2.1,tcp-80-192.0.2.2,false",
    "tcp-80-fd00::1,tcp-80-fd00::1,true",
  })
  void conflictsAreTheSchedulers(String one, String other, boolean conflict) {
    assertThat(port(one, "a").conflicts(port(other, "b"))).isEqualTo(conflict);
    assertThat(port(one, "a").name()).isEqualTo(one);
  }

  @Test
  void allPortsAreTakenOrNone() throws IOException {
    ports().claim(List.of(port("tcp-80-any", "a"), port("udp-53-192.0.2.1", "a")));
    assertThatThrownBy(
            () -> ports().claim(List.of(port("tcp-81-any", "b"), port("tcp-80-any", "b"))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports:"
                + " hostPort 80/TCP is taken by a pod in the making (uid a)");
    assertThat(ports().all())
        .containsExactlyInAnyOrder(port("tcp-80-any", "a"), port("udp-53-192.0.2.1", "a"));
    ports().release(port("tcp-80-any", "a"));
    ports().claim(List.of(port("tcp-80-any", "b")));
    assertThat(ports().all()).extracting(HostPort::uid).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aPodCannotHaveAPortTwice() {
    assertThatThrownBy(
            () -> ports().claim(List.of(port("tcp-80-any", "a"), port("tcp-80-127.0.0.1", "a"))))
        .hasMessageContaining("hostPort 127.0.0.1:80/TCP is taken by another port of this pod");
  }
}
