package io.beanpod.cli.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.Failure;
import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceChangesTest {
  private final Map<String, Object> pod = pod();

  private static Map<String, Object> pod() {
    Map<String, Object> setup = new LinkedHashMap<>(Map.of("name", "setup"));
    Map<String, Object> proxy =
        new LinkedHashMap<>(Map.of("name", "proxy", "restartPolicy", "Always"));
    Map<String, Object> app = new LinkedHashMap<>(Map.of("name", "app"));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("initContainers", new ArrayList<Object>(List.of(setup, proxy)));
    spec.put("containers", new ArrayList<Object>(List.of(app)));
    return new LinkedHashMap<>(Map.of("spec", spec));
  }

  private Map<String, Object> limits(String list, int index) {
    Object container = Json.list(Json.at(pod, "spec", list)).get(index);
    return Json.object(Json.at(container, "resources", "limits"));
  }

  private void set(String containers) {
    ResourceChanges.parse("set resources", containers, "cpu=1", "").apply(pod);
  }

  @Test
  void aPatternMeansMainContainersAndSidecars() {
    set("*");
    assertThat(limits("containers", 0)).containsEntry("cpu", "1");
    assertThat(limits("initContainers", 1)).containsEntry("cpu", "1");
    assertThat(limits("initContainers", 0)).as("it has ended").isEmpty();
  }

  @Test
  void anInitContainerIsMeantByItsName() {
    set("setup");
    assertThat(limits("initContainers", 0)).containsEntry("cpu", "1");
    assertThat(limits("containers", 0)).isEmpty();
  }

  @Test
  void aNameThatNoneHasIsAnError() {
    assertThatThrownBy(() -> set("other"))
        .isInstanceOf(Failure.class)
        .hasMessage("unable to find container named other");
  }
}
