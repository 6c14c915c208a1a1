package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that can't be executed: the pod is there and says why, and so does {@code apply}. */
class StartErrorTest extends PodTest {

  @BeforeAll
  void images() {
    image(
        "odd:1",
        new TestImage()
            .file("plain", "data", 0644)
            .file("garbage", "neither ELF nor a script", 0755)
            .file("orphan", "#!/no/such/interpreter\n", 0755)
            .write(root));
  }

  private static Manifest web(String command) {
    return Manifest.pod("web").container("one", command).with("image", "odd:1");
  }

  @ParameterizedTest
  @CsvSource({
    "no-such-command, not found in $PATH",
    "/no/such/command, no such file or directory",
    "/plain, permission denied",
    "/etc, permission denied",
    "/garbage, exec format error",
    "/orphan, no such file or directory"
  })
  void theStatusAndTheCommandSayWhy(String command, String why) {
    Ran ran = tryApply(web(command).spec("restartPolicy", "Never").json());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("pod/web created\n");
    assertThat(ran.oneLine()).contains("pod/web", "container one", "\"" + command + "\"", why);
    Status status = get("web");
    assertThat(status.phase()).isEqualTo("Failed");
    assertThat(status.state("one", "terminated"))
        .containsEntry("reason", "StartError")
        .containsEntry("exitCode", 128L);
    assertThat(status.state("one", "terminated").get("message").toString())
        .contains("\"" + command + "\"")
        .contains(why);
    assertThat(beanpod.run("get", "pods").ok()).contains("StartError");
    assertThat(beanpod.run("describe", "pod", "web").ok()).contains("StartError").contains(why);
  }

  @Test
  void itIsTriedAgainAsAnyOther() {
    Ran ran = tryApply(web("no-such-command").json());
    assertThat(ran.oneLine()).contains("no-such-command");
    Status status = await("web", "a second try", s -> s.restarts("one") == 1);
    assertThat(status.state("one", "waiting").get("reason"))
        .isIn("StartError", "CrashLoopBackOff", "RunContainerError");
    assertThat(status.last("one")).containsEntry("reason", "StartError");
    assertThat(status.phase()).isEqualTo("Running");
  }

  @Test
  void theOthersRun() {
    Ran ran = tryApply(web("no-such-command").container("two", "sleep", "1000").json());
    assertThat(ran.oneLine()).contains("container one");
    assertThat(get("web").is("two", "running")).isTrue();
  }
}
