package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.lifecycle.PodScenario;
import io.beanpod.model.Json;
import io.beanpod.model.RestartPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogConditionTest {
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  private final Conditions conditions = new Conditions(List.of());
  private final LogCondition logs = new LogCondition(conditions);

  @Test
  void isNotThereBeforeSomethingFails() {
    assertThat(shown()).isEmpty();
  }

  @Test
  void isFalseWhileOneFailsAndTrueAfterIt() {
    logs.tell(new LogTrouble("a", false, "no space"), NOW);
    assertThat(shown()).isEqualTo("False LogWriteFailed container a: no space");
    logs.tell(new LogTrouble("a", true, "3 lines are lost"), NOW);
    assertThat(shown()).isEqualTo("True LogRecovered container a: 3 lines are lost");
  }

  @Test
  void isTrueOnlyWhenAllAreWell() {
    logs.tell(new LogTrouble("a", false, "no space"), NOW);
    logs.tell(new LogTrouble("b", false, "read-only"), NOW);
    assertThat(shown())
        .isEqualTo("False LogWriteFailed container a: no space; container b: read-only");
    logs.tell(new LogTrouble("a", true, "3 lines are lost"), NOW);
    assertThat(shown()).isEqualTo("False LogWriteFailed container b: read-only");
    logs.tell(new LogTrouble("b", true, "1 line is lost"), NOW);
    assertThat(shown()).isEqualTo("True LogRecovered container b: 1 line is lost");
  }

  @Test
  void aNewStartHasALogOfItsOwn() {
    logs.started("a", NOW);
    assertThat(shown()).isEmpty();
    logs.tell(new LogTrouble("a", false, "no space"), NOW);
    logs.started("b", NOW);
    assertThat(shown()).startsWith("False ");
    logs.started("a", NOW);
    assertThat(shown()).isEqualTo("True LogRecovered container a: its log begins anew");
  }

  private String shown() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    for (Object item : conditions.of(pod.pod(), NOW)) {
      Map<String, Object> condition = Json.object(item);
      if (condition.get("type").equals(LogCondition.TYPE)) {
        return condition.get("status")
            + " "
            + condition.get("reason")
            + " "
            + condition.get("message");
      }
    }
    return "";
  }
}
