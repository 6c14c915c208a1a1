package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a container's next start needs is made ready while it runs. */
@Tag("cgroup")
class PreparedStartTest extends PodTest {
  @Test
  void ofAContainerThatHasEndedForGoodNothingIsLeft() {
    String script = "while [ ! -e /stop ]; do sleep 0.1; done";
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "OnFailure")
            .script("one", script)
            .container("two", "sleep", "1000"));
    String uid = Json.string(Json.at(get("web").pod(), "metadata", "uid"));
    Path next = root.resolve("var/lib/beanpod/pods").resolve(uid).resolve("one/1");
    Await.until("its next start is ready", () -> next.toFile().isDirectory(), next::toString);
    beanpod.run("exec", "web", "-c", "one", "--", "touch", "/stop").ok();
    await("web", "one has ended", s -> s.is("one", "terminated"));
    assertThat(next).doesNotExist();
  }
}
