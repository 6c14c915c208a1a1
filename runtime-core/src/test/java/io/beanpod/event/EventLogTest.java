package io.beanpod.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private static final String WEB = "spec.containers{web}";

  @TempDir Path temp;
  private Root root;
  private Path file;
  private long millis;
  private EventLog log;

  @BeforeEach
  void pod() throws IOException {
    root = Root.below(temp);
    file = root.podEvents("u1");
    Files.createDirectories(root.pod("u1"));
    log =
        new EventLog(
            root,
            new InvolvedPod("shop", "web", "u1"),
            "node1",
            () -> millis,
            () -> START.plusMillis(millis));
  }

  @Test
  void aLineIsAnEventOfTheApi() throws IOException {
    log.event(EventType.Normal, Reasons.STARTED, WEB, "Container \"web\" started");
    assertThat(file)
        .hasContent(
            "{\"apiVersion\":\"v1\",\"kind\":\"Event\",\"metadata\":{\"name\":\"web.188fc878dc724000\","
                + "\"namespace\":\"shop\",\"creationTimestamp\":\"2026-01-31T10:00:00Z\"},"
                + "\"involvedObject\":{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"namespace\":\"shop\","
                + "\"name\":\"web\",\"uid\":\"u1\",\"fieldPath\":\"spec.containers{web}\"},"
                + "\"type\":\"Normal\",\"reason\":\"Started\","
                + "\"message\":\"Container \\\"web\\\" started\",\"count\":1,"
                + "\"firstTimestamp\":\"2026-01-31T10:00:00Z\","
                + "\"lastTimestamp\":\"2026-01-31T10:00:00Z\",\"eventTime\":null,"
                + "\"source\":{\"component\":\"beanpod\",\"host\":\"node1\"},"
                + "\"reportingComponent\":\"beanpod\",\"reportingInstance\":\"node1\"}\n");
    log.event(EventType.Normal, Reasons.SCHEDULED, "", "Assigned");
    assertThat(EventFile.lines(file).get(1).fieldPath()).isEmpty();
  }

  @Test
  void whatHappensAgainIsAFurtherLineAndTheLastOneCounts() throws IOException {
    log.event(EventType.Warning, Reasons.BACK_OFF, WEB, "Back-off");
    log.event(EventType.Normal, Reasons.STARTED, WEB, "Started");
    millis = 10_000;
    log.event(EventType.Warning, Reasons.BACK_OFF, WEB, "Back-off");
    assertThat(EventFile.lines(file)).extracting(StoredEvent::count).containsExactly(1L, 1L, 2L);
    List<StoredEvent> events = EventFile.latest(file);
    assertThat(events).extracting(StoredEvent::reason).containsExactly("Started", "BackOff");
    assertThat(events.get(1).count()).isEqualTo(2);
    assertThat(events.get(1).firstTimestamp()).isEqualTo("2026-01-31T10:00:00Z");
    assertThat(events.get(1).lastTimestamp()).isEqualTo("2026-01-31T10:00:10Z");
  }

  @Test
  void aFileThatGrowsLargeIsReplacedByTheLastHoursEvents() throws IOException {
    String large = "x".repeat(10_000);
    log.event(EventType.Normal, Reasons.STARTED, WEB, "old");
    for (int i = 0; i < 200; i++) {
      millis += 300_000; // what comes back in the spam filter's bucket
      log.event(EventType.Warning, Reasons.UNHEALTHY, WEB, large);
    }
    assertThat(Files.size(file)).isLessThan(256 * 1024);
    List<StoredEvent> events = EventFile.latest(file);
    assertThat(events).extracting(StoredEvent::reason).containsExactly("Unhealthy");
    assertThat(events.get(0).count()).isEqualTo(200);
    try (var names = Files.list(root.pod("u1"))) {
      assertThat(names).containsExactly(file);
    }
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLater() throws IOException {
    log.event(EventType.Normal, Reasons.CREATED, WEB, "first");
    Path away = root.pods().resolve("away");
    Files.move(root.pod("u1"), away);
    log.event(EventType.Normal, Reasons.STARTED, WEB, "second");
    log.flush();
    Files.move(away, root.pod("u1"));
    assertThat(EventFile.lines(file)).hasSize(1);
    Files.writeString(file, Files.readString(file) + "{\"half a li"); // a full disk leaves this
    assertThat(EventFile.lines(file)).hasSize(1);
    log.flush();
    assertThat(EventFile.lines(file))
        .extracting(StoredEvent::message)
        .containsExactly("first", "second");
    log.event(EventType.Normal, Reasons.KILLING, WEB, "third");
    assertThat(EventFile.lines(file)).hasSize(3);
  }
}
