package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
  @TempDir private Path network;

  private Leases leases(long size) {
    return new Leases(network.resolve("leases"), size);
  }

  @Test
  void numbersAreGivenInARound() throws IOException {
    assertThat(leases(3).all()).isEmpty();
    assertThat(leases(3).lease("a")).isZero();
    assertThat(leases(3).lease("b")).isEqualTo(1);
    leases(3).release(0);
    assertThat(leases(3).lease("c")).as("the one that is free longest").isEqualTo(2);
    assertThat(leases(3).lease("d")).isZero();
    assertThat(leases(3).all())
        .containsEntry(0L, "d")
        .containsEntry(1L, "b")
        .containsEntry(2L, "c")
        .hasSize(3);
    assertThat(Files.readSymbolicLink(network.resolve("leases/1"))).hasToString("b");
  }

  @Test
  void whenAllAreGivenThatIsSaid() throws IOException {
    leases(1).lease("a");
    assertThatThrownBy(() -> leases(1).lease("b"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "no address is free: all 1 of the network belong to pods (delete some, or choose a"
                + " larger range by BEANPOD_POD_CIDR)");
    assertThat(leases(1).all()).containsEntry(0L, "a").hasSize(1);
  }

  @Test
  void aSmallerNetworkBeginsAnew() throws IOException {
    for (int i = 0; i < 5; i++) {
      leases(10).lease("a");
    }
    for (int i = 0; i < 5; i++) {
      leases(10).release(i);
    }
    assertThat(leases(2).lease("b")).isZero();
  }

  @Test
  void aNumberMayBeReleasedTwice() throws IOException {
    leases(2).lease("a");
    leases(2).release(0);
    leases(2).release(0);
    assertThat(leases(2).all()).isEmpty();
  }
}
