package io.beanpod.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cgroup.IoBytes;
import io.beanpod.store.ProcessIdentity;
import io.beanpod.store.RuntimeState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final String WEB = "beanpod/podweb/";
  private final FakeMeter meter = new FakeMeter();
  private final Sampler sampler = new Sampler(meter, false);

  private static Sampler.Running pod(String name, int... pids) {
    List<RuntimeState.Container> containers = new ArrayList<>();
    for (int i = 0; i < pids.length; i++) {
      String container = "c" + i;
      String cgroup = "beanpod/pod" + name + "/" + container;
      containers.add(
          new RuntimeState.Container(
              container,
              "id",
              0,
              new ProcessIdentity(pids[i], 1),
              cgroup,
              List.of(),
              Optional.empty(),
              Optional.empty(),
              0,
              0,
              List.of(),
              0,
              false,
              Optional.empty(),
              "/",
              List.of(),
              Optional.empty()));
    }
    return new Sampler.Running(
        Use.stored("default", name),
        new RuntimeState(
            new ProcessIdentity(1, 1),
            Optional.of(Path.of("/run/netns/web")),
            1,
            false,
            false,
            false,
            false,
            "beanpod/pod" + name,
            List.of(),
            containers));
  }

  @BeforeEach
  void counters() {
    meter
        .set(WEB + "c0", 1_000_000, 5)
        .set(WEB + "c1", 0, 7)
        .set(WEB + "pause", 0, 9)
        .set("beanpod/podnew/c0", 9_000_000, 11);
  }

  @Test
  void ratesAreThoseBetweenTwoLooks() throws IOException {
    sampler.begin(List.of(pod("web", 10, 0)));
    meter.pass(200);
    meter.set(WEB + "c0", 1_100_000, 6);
    PodMetrics web = sampler.measure(List.of(pod("web", 10, 0))).get(0);
    assertThat(web.windowNanos()).isEqualTo(200_000_000);
    assertThat(web.pause()).isEmpty();
    assertThat(web.pressure()).isEqualTo(FakeMeter.PRESSURE);
    assertThat(web.containers()).as("c1 has no process").hasSize(1);
    ContainerMetrics container = web.containers().get(0);
    assertThat(container.name()).isEqualTo("c0");
    assertThat(container.nanoCores()).hasValue(500_000_000);
    assertThat(container.memoryBytes()).isEqualTo(6);
    assertThat(container.io()).contains(new IoBytes(500_000, 0));
    meter.pass(1000);
    assertThat(sampler.measure(List.of(pod("web", 10, 0))).get(0).containers().get(0).nanoCores())
        .as("since the last look, not since the first")
        .hasValue(0);
  }

  @Test
  void whatComesLaterIsShownAtOnceButForItsRates() throws IOException {
    sampler.begin(List.of(pod("web", 10)));
    meter.pass(2000);
    List<Sampler.Running> both = List.of(pod("web", 10, 20), pod("new", 30));
    List<PodMetrics> first = sampler.measure(both);
    assertThat(first.get(0).total().nanoCores()).hasValue(0);
    assertThat(first.get(0).containers().get(1).nanoCores()).isEmpty();
    assertThat(first.get(1).total().nanoCores()).isEmpty();
    assertThat(first.get(1).total().memoryBytes()).isEqualTo(11);
    assertThat(first.get(1).windowNanos()).isZero();
    meter.pass(2000);
    assertThat(sampler.measure(both).get(1).total().nanoCores()).hasValue(0);
  }

  @Test
  void whatGoesMeanwhileIsNotThere() throws IOException {
    List<Sampler.Running> pods = List.of(pod("web", 10, 20), pod("new", 30));
    sampler.begin(pods);
    meter.remove(WEB + "c1");
    meter.remove("beanpod/podnew/c0");
    List<PodMetrics> metrics = sampler.measure(pods);
    assertThat(metrics).hasSize(1);
    assertThat(metrics.get(0).containers())
        .extracting(ContainerMetrics::name)
        .containsExactly("c0");
  }

  @Test
  void thePauseIsMeasuredApart() throws IOException {
    Sampler withPause = new Sampler(meter, true);
    withPause.begin(List.of(pod("web", 10)));
    meter.pass(1000);
    meter.set(WEB + "pause", 20_000, 9);
    PodMetrics web = withPause.measure(List.of(pod("web", 10))).get(0);
    assertThat(web.pause().orElseThrow().nanoCores()).hasValue(20_000_000);
    assertThat(web.total().memoryBytes()).isEqualTo(5);
  }
}
