package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeCapacityTest {
  private final NodeCapacity node = new NodeCapacity(2000, 1 << 30);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|1", "0-1|2", "0-3,6|5", "1,3-4|3"})
  void cpusThatAreOnline(String list, int count) throws IOException {
    assertThat(NodeCapacity.cpus(list + "\n")).isEqualTo(count);
  }

  @Test
  void whatIsNoListOfCpus() {
    assertThatThrownBy(() -> NodeCapacity.cpus("x\n")).hasMessageContaining("holds 'x'");
  }

  @Test
  void aShortageIsToldInTheKubeletsWords() {
    assertThat(node.shortage(2000, 1 << 30)).isEmpty();
    assertThat(node.shortage(2001, 0))
        .contains("Node didn't have enough capacity: cpu, requested: 2001, capacity: 2000");
    assertThat(node.shortage(2001, (1 << 30) + 1))
        .contains(
            "Node didn't have enough capacity: memory, requested: 1073741825,"
                + " capacity: 1073741824");
  }
}
