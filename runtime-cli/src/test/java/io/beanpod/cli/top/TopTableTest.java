package io.beanpod.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopTableTest {
  private static final PodMetrics WEB =
      Use.pod(
          "default", "web", Use.container("nginx", 1, 5), Use.container("app", 250_000_001, 100));
  private static final PodMetrics DB = Use.pod("prod", "db", Use.container("redis", 0, 2048));

  private static TopTable table(boolean namespaces, boolean containers, TopOrder order) {
    return new TopTable(namespaces, containers, false, true, false, order);
  }

  @Test
  void aPodIsTheSumOfItsContainers() {
    // 250.000002 m is more than 250 m: kubectl rounds up.
    assertThat(table(false, false, TopOrder.NAME).render(List.of(WEB)))
        .isEqualTo(
            """
            NAME   CPU(cores)   MEMORY(bytes)
            web    251m         105Mi
            """);
    assertThat(table(true, false, TopOrder.NAME).render(List.of(WEB, DB)))
        .isEqualTo(
            """
            NAMESPACE   NAME   CPU(cores)   MEMORY(bytes)
            default     web    251m         105Mi
            prod        db     0m           2048Mi
            """);
  }

  @Test
  void containersAreInOrderAndThePauseIsAmongThem() {
    PodMetrics pod = Use.withPause(WEB, Use.container(Sampler.PAUSE, 2_000_000, 12));
    assertThat(table(false, true, TopOrder.NAME).render(List.of(pod)))
        .isEqualTo(
            """
            POD   NAME      CPU(cores)   MEMORY(bytes)
            web   (pause)   2m           12Mi
            web   app       251m         100Mi
            web   nginx     1m           5Mi
            """);
    assertThat(table(true, true, TopOrder.CPU).render(List.of(pod)))
        .isEqualTo(
            """
            NAMESPACE   POD   NAME      CPU(cores)   MEMORY(bytes)
            default     web   app       251m         100Mi
            default     web   (pause)   2m           12Mi
            default     web   nginx     1m           5Mi
            """);
    // The pod's own row is what its containers use.
    assertThat(table(false, false, TopOrder.NAME).render(List.of(pod))).contains("105Mi");
  }

  @Test
  void sumsAreBelowALine() {
    assertThat(
            new TopTable(true, false, false, false, true, TopOrder.NAME).render(List.of(WEB, DB)))
        .isEqualTo(
            """
            default   web   251m       105Mi
            prod      db    0m         2048Mi
                            ________   ________
                            251m       2153Mi
            """);
  }

  @Test
  void wideHasMoreColumnsAndADashForTheUnknown() {
    PodMetrics pod = Use.pod("default", "web", WEB.containers().get(0), Use.fresh("new"));
    assertThat(new TopTable(false, true, true, true, true, TopOrder.MEMORY).render(List.of(pod)))
        .isEqualTo(
            """
            POD   NAME    CPU(cores)   MEMORY(bytes)   PIDS       READ(bytes/s)   WRITE(bytes/s)   PSI-CPU(%)   PSI-MEMORY(%)   PSI-IO(%)
            web   nginx   1m           5Mi             2          100             12Ki             12.34        0.05            -
            web   new     -            1Mi             1          -               -                -            -               -
                          ________     ________        ________   ________        ________
                          1m           6Mi             3          100             12Ki
            """);
  }

  @Test
  void whoUsesMostComesFirst() {
    PodMetrics idle = Use.pod("default", "aaa", Use.container("c", 0, 1));
    List<PodMetrics> pods = Use.list(WEB, DB, idle);
    TopOrder.CPU.sort(pods);
    assertThat(pods).containsExactly(WEB, idle, DB); // two with no CPU at all: by namespace
    TopOrder.MEMORY.sort(pods);
    assertThat(pods).containsExactly(DB, WEB, idle);
    TopOrder.NAME.sort(pods);
    assertThat(pods).containsExactly(idle, WEB, DB);
  }

  @Test
  void withoutPodsThereIsNoHeader() {
    assertThat(table(true, true, TopOrder.NAME).render(List.of())).isEmpty();
  }
}
