package io.beanpod.it;

import static io.beanpod.it.VolumesTest.mount;
import static io.beanpod.it.VolumesTest.volume;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An emptyDir of either medium, for root and for another user: the conformance cases of
 * test/e2e/common/storage/empty_dir.go, all modes of a case in one pod.
 */
class EmptyDirModesTest extends PodTest {
  private static final int USER = 1001;

  @BeforeAll
  void makeImages() {
    image("user:0", new TestImage().config("User", "0").write(root));
    image("user:" + USER, new TestImage().config("User", USER + ":" + USER).write(root));
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "0, Memory", "1001, ''", "1001, Memory"})
  void aFileHasTheModeOwnerAndContentThatItIsGiven(int user, String medium) {
    Map<String, Object> source = medium.isEmpty() ? Map.of() : Map.of("medium", medium);
    apply(
        Manifest.pod("web")
            .spec("volumes", List.of(volume("v", "emptyDir", source)))
            .container("one", "sleep", "1000")
            .with("image", "user:" + user)
            .with("volumeMounts", List.of(mount("v", "/test-volume")))
            .container("two", "sleep", "1000")
            .with("volumeMounts", List.of(mount("v", "/other"))));
    assertThat(sh("web", "id -u; cd /test-volume; stat -c '%a %u %g %F' .; stat -f -c %T ."))
        .matches(
            user + "\n777 0 0 directory\n" + (medium.isEmpty() ? "(?!tmpfs).*" : "tmpfs") + "\n");
    String write =
        "cd /test-volume; for m in 644 666 777; do echo file $m >$m; chmod $m $m; done;"
            + " stat -c '%n %a %u' *; cat *";
    String owned = "644 644 U\n666 666 U\n777 777 U\n".replace("U", Integer.toString(user));
    String content = "file 644\nfile 666\nfile 777\n";
    assertThat(sh("web", write)).isEqualTo(owned + content);
    assertThat(beanpod.run("exec", "web", "-c", "two", "--", "sh", "-c", "cat /other/*").ok())
        .isEqualTo(content);
  }
}
