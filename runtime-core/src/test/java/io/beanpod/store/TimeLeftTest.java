package io.beanpod.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
  private static final String WAITS = "back-off 40s restarting failed container=a pod=p";

  @Test
  void theTimeOfTheNextStartBecomesWhatIsLeftUntilThen() {
    assertThat(told(WAITS + ", next start at 2026-11-20T12:00:40Z", "2026-11-20T12:00:06.200Z"))
        .isEqualTo(WAITS + ", 34s left");
    assertThat(told(WAITS + ", next start at 2026-11-20T12:00:40Z", "2026-11-20T12:01:00Z"))
        .isEqualTo(WAITS + ", 0s left");
  }

  @Test
  void otherMessagesStayAsTheyAre() {
    for (String message : List.of("", "no such file", WAITS + ", next start at noon")) {
      assertThat(told(message, "2026-11-20T12:00:00Z")).isEqualTo(message);
    }
  }

  private static String told(String message, String now) {
    Map<String, Object> waiting = new HashMap<>(Map.of("message", message));
    Map<String, Object> pod =
        Map.of(
            "status",
            Map.of("initContainerStatuses", List.of(Map.of("state", Map.of("waiting", waiting)))));
    TimeLeft.tell(pod, Instant.parse(now).toEpochMilli());
    return Json.string(waiting.get("message"));
  }
}
