package io.beanpod.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading, following, and what becomes of the events of a pod that is gone. */
class EventStoreTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

  @TempDir Path temp;
  private Root root;
  private long millis;

  @BeforeEach
  void empty() {
    root = Root.below(temp);
  }

  private EventLog log(String namespace, String uid) throws IOException {
    Files.createDirectories(root.pod(uid));
    return new EventLog(
        root,
        new InvolvedPod(namespace, "pod-" + uid, uid),
        "node1",
        () -> millis,
        () -> START.plusMillis(millis));
  }

  private static void started(EventLog log, String message) {
    log.event(EventType.Normal, Reasons.STARTED, "", message);
  }

  private EventStore store() {
    return new EventStore(root, START.plusMillis(millis));
  }

  private static List<String> messages(List<StoredEvent> events) {
    return events.stream().map(event -> event.message() + " x" + event.count()).toList();
  }

  @Test
  void eventsOfAllPodsAreInTheOrderOfTime() throws IOException {
    assertThat(store().list()).isEmpty();
    EventLog one = log("default", "u1");
    EventLog other = log("shop", "u2");
    started(one, "a");
    started(one, "b");
    millis = 2000;
    started(other, "c");
    millis = 3000;
    started(one, "a");
    Files.createDirectories(root.pod("u3")); // nothing has happened to it
    assertThat(messages(store().list())).containsExactly("b x1", "c x1", "a x2");
    assertThat(messages(store().list("default"))).containsExactly("b x1", "a x2");
    assertThat(messages(store().ofPod("u2"))).containsExactly("c x1");
    assertThat(store().ofPod("u3")).isEmpty();
  }

  @Test
  void withinASecondTheOlderPodComesFirst() throws IOException {
    for (int i = 1; i <= 9; i++) {
      millis = i;
      started(log("default", "u" + i), "u" + i);
      if (i % 2 == 0) {
        RetiredEvents.retire(root, "default", "u" + i);
      }
    }
    assertThat(store().list())
        .extracting(StoredEvent::message)
        .containsExactly("u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9");
  }

  @Test
  void anEventIsForgottenAfterAnHour() throws IOException {
    EventLog log = log("default", "u1");
    started(log, "old");
    millis = 1000;
    started(log, "young");
    millis = 3_600_000;
    assertThat(store().list()).hasSize(2);
    millis += 1000;
    assertThat(messages(store().list())).containsExactly("young x1");
    assertThat(messages(store().ofPod("u1"))).containsExactly("young x1");
  }

  @Test
  void eventsOutliveTheirPodForAnHour() throws IOException {
    started(log("default", "u1"), "a");
    started(log("shop", "u2"), "b");
    RetiredEvents.retire(root, "default", "u1");
    RetiredEvents.retire(root, "default", "u1");
    RetiredEvents.retire(root, "default", "nobody");
    assertThat(root.podEvents("u1")).doesNotExist();
    assertThat(root.retiredEvents("default", "u1")).exists();
    assertThat(messages(store().list())).containsExactlyInAnyOrder("a x1", "b x1");

    Files.setLastModifiedTime(root.retiredEvents("default", "u1"), FileTime.from(START));
    RetiredEvents.sweep(root, START.plusSeconds(3600));
    assertThat(root.retiredEvents("default", "u1")).exists();
    RetiredEvents.sweep(root, START.plusSeconds(3601));
    assertThat(root.retiredEvents("default", "u1")).doesNotExist();
    assertThat(root.podEvents("u2")).exists();
    RetiredEvents.sweep(Root.below(temp.resolve("none")), START);
  }

  @Test
  void followingTellsEachStateOnce() throws IOException {
    EventLog one = log("default", "u1");
    started(one, "a");
    started(one, "a");
    try (EventFollower follower = new EventFollower(root, START)) {
      assertThat(messages(follower.next())).containsExactly("a x2");
      started(one, "a");
      started(one, "a");
      started(one, "b");
      assertThat(messages(follower.next())).containsExactly("a x3", "a x4", "b x1");
      started(log("shop", "u2"), "c"); // a pod that has come since
      assertThat(messages(follower.next())).containsExactly("c x1");
      started(one, "d");
      RetiredEvents.retire(root, "default", "u1"); // before the last line was read
      started(log("shop", "u3"), "e");
      List<StoredEvent> last = follower.next();
      while (last.size() < 2) {
        last.addAll(follower.next());
      }
      assertThat(messages(last)).containsExactly("d x1", "e x1");
      started(log("default", "u4"), "f");
      RetiredEvents.retire(root, "default", "u4");
      assertThat(messages(follower.next())).containsExactly("f x1");
    }
  }

  @Test
  void aReplacedFileIsReadOnFromWhereItWas() throws IOException {
    EventLog log = log("default", "u1");
    String large = "x".repeat(60_000);
    try (EventFollower follower = new EventFollower(root, START)) {
      assertThat(follower.next()).isEmpty();
      for (int i = 1; i <= 20; i++) { // more than 256 KiB
        started(log, large);
        List<StoredEvent> told = follower.next();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).count()).isEqualTo(i);
      }
      assertThat(EventFile.lines(root.podEvents("u1"))).hasSizeLessThan(20);
    }
  }

  @Test
  void followingBeginsBeforeTheFirstPod() throws IOException {
    try (EventFollower follower = new EventFollower(root, START.plusSeconds(3605))) {
      assertThat(follower.next()).isEmpty();
      EventLog log = log("default", "u1");
      started(log, "too old to be told");
      millis = 10_000;
      started(log, "a");
      assertThat(messages(follower.next())).containsExactly("a x1");
    }
  }
}
