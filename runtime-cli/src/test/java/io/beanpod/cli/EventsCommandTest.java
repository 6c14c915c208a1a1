package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import io.beanpod.event.EventLog;
import io.beanpod.event.EventType;
import io.beanpod.event.InvolvedPod;
import io.beanpod.event.Reasons;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code events} and {@code get events}. */
class EventsCommandTest {
  private static final String WEB = "spec.containers{web}";
  private static final String NOTHING = "No events found in default namespace.\n";

  @TempDir Path dir;
  private PodFixture pods;
  private Instant time = Instant.now();

  @BeforeEach
  void setUp() {
    pods = new PodFixture(dir);
  }

  private EventLog log(String namespace, String pod) throws IOException {
    String uid = "uid-" + namespace + "-" + pod;
    Files.createDirectories(pods.root.pod(uid));
    return new EventLog(
        pods.root, new InvolvedPod(namespace, pod, uid), "node1", time::toEpochMilli, () -> time);
  }

  private void minutesAgo(int minutes) {
    time = Instant.now().minusSeconds(minutes * 60L + 30);
  }

  /**
   * Two pods; in the order of time: Started of db, Started of web, BackOff of web for the 2nd time.
   */
  private void history() throws IOException {
    EventLog web = log("default", "web");
    EventLog db = log("prod", "db");
    minutesAgo(50);
    web.event(EventType.Warning, Reasons.BACK_OFF, WEB, "Back-off restarting\nfailed container");
    minutesAgo(40);
    db.event(EventType.Normal, Reasons.STARTED, "spec.containers{db}", "Started container db");
    minutesAgo(30);
    web.event(EventType.Normal, Reasons.STARTED, WEB, " said \u001b[31mred\r\n");
    minutesAgo(20);
    web.event(EventType.Warning, Reasons.BACK_OFF, WEB, "Back-off restarting\nfailed container");
  }

  @Test
  void printsKubectlsTables() throws IOException {
    history();
    assertThat(pods.run("events").out())
        .isEqualTo(
            """
            LAST SEEN           TYPE      REASON    OBJECT    MESSAGE
            30m                 Normal    Started   Pod/web   said ^[[31mred
            20m (x2 over 50m)   Warning   BackOff   Pod/web   Back-off restarting...
            """);
    assertThat(pods.run("get", "events").out())
        .isEqualTo(
            """
            LAST SEEN   TYPE      REASON    OBJECT    MESSAGE
            30m         Normal    Started   pod/web   said ^[[31mred
            20m         Warning   BackOff   pod/web   Back-off restarting...
            """);
    assertThat(pods.run("get", "ev", "-A", "-owide").out().replaceAll("\\.[0-9a-f]+\n", ".N\n"))
        .isEqualTo(
            """
            NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT    SUBOBJECT              SOURCE           MESSAGE                  FIRST SEEN   COUNT   NAME
            prod        40m         Normal    Started   pod/db    spec.containers{db}    beanpod, node1   Started container db     40m          1       db.N
            default     30m         Normal    Started   pod/web   spec.containers{web}   beanpod, node1   said ^[[31mred           30m          1       web.N
            default     20m         Warning   BackOff   pod/web   spec.containers{web}   beanpod, node1   Back-off restarting...   50m          2       web.N
            """);
  }

  @Test
  void choosesByPodTypeAndNamespace() throws IOException {
    history();
    assertThat(pods.run("events", "-A", "--no-headers", "--for", "pod/db").out())
        .isEqualTo("prod   40m   Normal   Started   Pod/db   Started container db\n");
    assertThat(pods.run("events", "--for", "pod/db")).isEqualTo(new Result(0, "", NOTHING));
    assertThat(pods.run("events", "--types=normal", "--no-headers").out()).startsWith("30m ");
    assertThat(pods.run("events", "--types", "Warning,Normal").out().lines()).hasSize(3);
    assertThat(pods.run("-n", "prod", "get", "events").out().lines()).hasSize(2);
  }

  @Test
  void selectsByField() throws IOException {
    history();
    String[] started = {"get", "events", "-A", "-oname", "--field-selector", "reason=Started"};
    assertThat(pods.run(started).out().lines()).hasSize(2);
    assertThat(pods.run("get", "events", "--field-selector=type!=Normal", "-oname").out().lines())
        .hasSize(1);
    assertThat(
            pods.run(
                    "get",
                    "events",
                    "-A",
                    "-oname",
                    "--field-selector",
                    "involvedObject.name==db,source=beanpod")
                .out())
        .startsWith("event/db.");
    assertThat(pods.run("get", "events", "--field-selector", "nonsense=1").err())
        .contains("field label not supported: nonsense");
    assertThat(pods.run("get", "events", "--field-selector", "reason").status()).isEqualTo(2);
  }

  @Test
  void sortsByAnyField() throws IOException {
    history();
    assertThat(
            pods.run("get", "events", "--no-headers", "--sort-by=.metadata.creationTimestamp")
                .out())
        .startsWith("20m   Warning   BackOff ")
        .contains("\n30m   Normal    Started ");
  }

  @Test
  void findsAnEventByItsName() throws IOException {
    history();
    String name = pods.run("get", "events", "-oname").out().lines().findFirst().orElseThrow();
    assertThat(pods.run("get", name).out().lines()).hasSize(2);
    assertThat(pods.run("get", name, "-oyaml").out()).contains("\nkind: Event\n");
    assertThat(pods.run("get", "event", "web.0"))
        .isEqualTo(new Result(1, "", "error: events \"web.0\" not found\n"));
    assertThat(pods.run("get", "event", "x", "--ignore-not-found"))
        .isEqualTo(new Result(0, "", ""));
  }

  @Test
  void printsWholeObjects() throws IOException {
    history();
    assertThat(pods.run("events", "-o", "yaml").out())
        .startsWith("apiVersion: v1\nitems:\n- apiVersion: v1\n  count: 1\n  eventTime: null\n")
        .contains("\nkind: EventList\n");
    assertThat(pods.run("get", "events", "-o", "json").out())
        .startsWith("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n")
        .contains("\"message\": \" said \\u001b[31mred\\r\\n\"");
  }

  @Test
  void printsWhatATemplateAsksFor() throws IOException {
    history();
    String each = "jsonpath={range .items[*]}{.involvedObject.name} {.reason}{'\\n'}{end}";
    assertThat(pods.run("get", "events", "-A", "-o", each).out())
        .isEqualTo("db Started\nweb Started\nweb BackOff\n");
    assertThat(pods.run("get", "events", "-o", "custom-columns=R:.reason,N:.count").out())
        .isEqualTo("R         N\nStarted   1\nBackOff   2\n");
    String name = pods.run("get", "events", "-oname").out().lines().findFirst().orElseThrow();
    assertThat(pods.run("get", name, "-o", "jsonpath={.reason}").out()).isEqualTo("Started");
    assertThat(pods.run("get", "events", "-o", "jsonpath={.items").err())
        .startsWith("error: error parsing jsonpath {.items, ");
    assertThat(pods.run("get", "events", "-o", "xml").err())
        .contains("unable to match a printer suitable for the output format \"xml\"");
  }

  @Test
  void saysThatThereAreNone() {
    assertThat(pods.run("get", "events", "-ojsonpath={.kind}").out()).isEqualTo("List");
    assertThat(pods.run("events")).isEqualTo(new Result(0, "", NOTHING));
    assertThat(pods.run("events", "-A", "-ojson"))
        .isEqualTo(new Result(0, "", "No events found.\n"));
    assertThat(pods.run("get", "events"))
        .isEqualTo(new Result(0, "", "No resources found in default namespace.\n"));
    assertThat(pods.run("get", "events", "-ojson").out()).contains("\"items\": []");
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThat(pods.run("events", "web").err()).contains("for one pod say --for pod/NAME");
    assertThat(pods.run("events", "--for", "web").err()).contains("in resource/name form: pod/web");
    assertThat(pods.run("events", "--for", "deploy/web").err()).contains("no resource type");
    assertThat(pods.run("events", "--types", "Error").err()).contains("Normal or Warning: Error");
    assertThat(pods.run("events", "-owide").err()).contains("there are json, yaml and name");
    assertThat(pods.run("get", "events", "-l", "a=b").err()).contains("--selector is for pods");
    assertThat(pods.run("get", "events", "pod/web").status()).isEqualTo(2);
    assertThat(pods.run("get", "event/a", "pod/b").status()).isEqualTo(2);
    assertThat(pods.run("get", "events", "x", "-A").status()).isEqualTo(2);
  }

  @Test
  void watchingGoesOnWithEventsAsTheyCome() throws IOException {
    history();
    String seen =
        watched(
            () -> {
              minutesAgo(10);
              EventLog db = log("default", "db");
              db.event(EventType.Normal, Reasons.STARTED, "spec.containers{db}", "other");
            },
            "get",
            "events",
            "--watch");
    assertThat(seen)
        .isEqualTo(
            """
            LAST SEEN   TYPE      REASON    OBJECT    MESSAGE
            30m         Normal    Started   pod/web   said ^[[31mred
            20m         Warning   BackOff   pod/web   Back-off restarting...
            10m         Normal    Started   pod/db    other
            """);
  }

  @Test
  void watchingPrintsOnlyWhatIsWanted() throws IOException {
    history();
    String seen =
        watched(
            () -> {
              minutesAgo(10);
              EventLog web = log("default", "web");
              web.event(EventType.Normal, Reasons.STARTED, WEB, "no");
              log("prod", "db").event(EventType.Warning, Reasons.FAILED, WEB, "no");
              web.event(EventType.Warning, Reasons.FAILED, WEB, "yes");
            },
            "events",
            "-w",
            "--types=Warning",
            "-oname");
    assertThat(seen).matches("event/web\\.[0-9a-f]+\nevent/web\\.[0-9a-f]+\n");
  }

  private interface Happening {
    void happen() throws IOException;
  }

  /** What a command prints before and after something happens, until its reader goes away. */
  private String watched(Happening happening, String... args) {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    OutputStream reader =
        new OutputStream() {
          private boolean happened;

          @Override
          public void write(int b) {
            seen.write(b);
          }

          @Override
          public void write(byte[] bytes, int from, int count) throws IOException {
            seen.write(bytes, from, count);
            if (happened) {
              throw new IOException("Broken pipe");
            }
            happened = true;
            happening.happen();
          }
        };
    String[] all = new String[args.length + 2];
    all[0] = "--root";
    all[1] = pods.root.base().toString();
    System.arraycopy(args, 0, all, 2, args.length);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(new Output(reader), Output.ofMessages(err), all);
    assertThat(status).isEqualTo(128 + 13);
    assertThat(err.size()).isZero();
    return seen.toString(StandardCharsets.UTF_8);
  }
}
