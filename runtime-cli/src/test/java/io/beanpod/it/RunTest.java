package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code run}: pods without a manifest, as {@code kubectl run} makes them, and {@code podman}. */
class RunTest extends PodTest {
  private static final String[] WEB_SERVER = {
    "--image=busybox", "--command", "--", "httpd", "-f", "-v", "-h", "/www"
  };

  private Ran run(String name, String... flags) {
    return run(new byte[0], name, flags);
  }

  private Ran run(byte[] input, String name, String... flags) {
    String[] args = new String[flags.length + 2];
    args[0] = "run";
    args[1] = name;
    System.arraycopy(flags, 0, args, 2, flags.length);
    return beanpod.runWith(input, args);
  }

  private static String[] join(List<String> flags, String... more) {
    List<String> all = new java.util.ArrayList<>(flags);
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  private Path host() throws IOException {
    return Files.createTempDirectory(root, "host");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aPodThatServesADirectoryOfTheHostAtAPortOfTheHost() throws IOException {
    Path site = host();
    Files.writeString(site.resolve("index.html"), "from the host\n");
    Path rw = host();
    int port = freePort();
    assertThat(
            run(
                    "web",
                    join(
                        List.of(
                            "-v",
                            site + ":/www:ro",
                            "-v",
                            rw + ":/rw",
                            "-p",
                            port + ":80",
                            "--env",
                            "GREETING=a b"),
                        WEB_SERVER))
                .ok())
        .isEqualTo("pod/web created\n");
    awaitSh("web", "wget -q -O /dev/null http://127.0.0.1/");
    assertThat(beanpod.other("curl", "-sS", "http://127.0.0.1:" + port + "/").ok())
        .isEqualTo("from the host\n");
    assertThat(sh("web", "touch /www/x 2>&1; touch /rw/y; echo $GREETING"))
        .isEqualTo("touch: /www/x: Read-only file system\na b\n");
    assertThat(site.resolve("x")).doesNotExist();
    assertThat(rw.resolve("y")).exists();
    Files.writeString(site.resolve("later"), "shows\n");
    assertThat(sh("web", "cat /www/later")).isEqualTo("shows\n");
    assertThat(Json.at(get("web").pod(), "metadata", "labels"))
        .isEqualTo(java.util.Map.of("run", "web"));
    assertThat(run("web", "--image=busybox").oneLine())
        .isEqualTo("error: pods \"web\" already exists");
    assertThat(run("other", "--image=busybox", "-p", port + ":80").oneLine())
        .contains("hostPort " + port + "/TCP is taken by pod default/web");
    assertThat(beanpod.run("get", "pods", "-o", "name").ok()).isEqualTo("pod/web\n");
  }

  @Test
  void theManifestThatItPrintsMakesTheSamePod() throws IOException {
    Path site = Files.createDirectories(host().resolve("site"));
    String[] flags = {
      "--image=busybox",
      "-v",
      site + ":/www:ro",
      "--env=A=$(B) \"quoted\"",
      "--port=80",
      "--labels=app=web",
      "--restart=OnFailure",
      "--",
      "sleep",
      "1000"
    };
    String[] dry = join(List.of("--dry-run=client", "-o", "yaml"), flags);
    String yaml = run("web", dry).ok();
    assertThat(beanpod.run("get", "pods").err()).contains("No resources found");
    assertThat(tryApply(yaml).ok()).isEqualTo("pod/web created\n");
    Object applied = Json.copy(Json.object(get("web").pod().get("spec")));
    beanpod.run("delete", "pod", "web", "--force").ok();
    run("web", flags).ok();
    assertThat(get("web").pod().get("spec")).isEqualTo(applied);
    assertThat(tryApply(yaml).ok()).isEqualTo("pod/web unchanged\n");
    String[] json = join(List.of("--dry-run=client", "-o", "json"), flags);
    assertThat(tryApply(run("web", json).ok()).ok()).isEqualTo("pod/web unchanged\n");
  }

  @Test
  void attachedItPassesStreamsAndStatusAndLeavesNothing() {
    byte[] input = "typed\n".getBytes(StandardCharsets.UTF_8);
    Ran cat =
        run(
            input,
            "cat",
            "--image=busybox",
            "-iq",
            "--rm",
            "--restart=Never",
            "--",
            "sh",
            "-c",
            "cat; exit 3");
    assertThat(cat.out()).isEqualTo("typed\n");
    assertThat(cat.err()).isEmpty();
    assertThat(cat.status()).isEqualTo(3);
    assertThat(beanpod.run("get", "pods").err()).contains("No resources found");
    assertThat(leaks.found()).isEmpty();

    Ran told =
        run(
            "told",
            "--image=busybox",
            "--attach",
            "--rm",
            "--restart=Never",
            "--",
            "sh",
            "-c",
            "echo out; exit 4");
    assertThat(told.out()).isEqualTo("out\npod \"told\" deleted\n");
    assertThat(told.err()).isEqualTo("pod default/told terminated (Error)\n");
    assertThat(told.status()).isEqualTo(4);
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void attachedWithoutRmThePodStays() {
    assertThat(
            run("once", "--image=busybox", "--attach", "--restart=Never", "--", "echo", "hello")
                .ok())
        .isEqualTo("hello\n");
    assertThat(get("once").phase()).isEqualTo("Succeeded");
  }

  @Test
  void aCommandThatIsNotThereIsToldAndRemoved() {
    Ran ran = run("no", "--image=busybox", "-i", "--rm", "--restart=Never", "--", "nothere");
    assertThat(ran.err()).contains("exec: \"nothere\": executable file not found in $PATH");
    assertThat(ran.status()).isEqualTo(128);
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void whatIsWrongIsToldOfItsFlagAndMakesNothing() {
    assertThat(run("web", "--image=none:1").oneLine())
        .contains("pod/web: --image none:1: \"none:1\": there is no such image");
    assertThat(run("web", "--image=busybox", "-v", "/none/at/all:/x").oneLine())
        .contains("-v /none/at/all:/x: there is no /none/at/all on this host");
    Ran ran = run("web", "--image=busybox", "-v", "name:/x");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("-v name:/x: \"name\" is not a path");
    assertThat(beanpod.run("get", "pods").err()).contains("No resources found");
  }
}
