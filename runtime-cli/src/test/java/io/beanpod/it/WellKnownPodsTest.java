package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Manifests as pages about pods have them, volumes and configuration included, as they stand there.
 */
class WellKnownPodsTest extends PodTest {
  /** The node that one of them selects. */
  private static final String NODE = "ubuntu-nested-3";

  @BeforeAll
  void makeImages() {
    image("nginx:latest", Beanpod.fixture("nginx"));
    for (String tag :
        List.of(
            "azhuox/user-msvc:1.0",
            "gcr.io/cloudsql-docker/gce-proxy:1.33",
            "datadog/agent:7",
            "app-image:latest")) {
      image(tag, Beanpod.fixture("busybox"));
    }
  }

  private static Path manifest(String name) {
    try {
      return Path.of(WellKnownPodsTest.class.getResource("/manifests/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private String fetch(String pod, String container, String url) {
    return beanpod.run("exec", pod, "-c", container, "--", "wget", "-q", "-O", "-", url).ok();
  }

  @Test
  void aPageOfAConfigMapAndALogThatASidecarReads() throws IOException {
    Path file = manifest("log-sidecar.yaml");
    String script = "echo " + NODE + " >/proc/sys/kernel/hostname && exec \"$@\"";
    Beanpod node = new Beanpod(root, List.of("unshare", "--uts", "sh", "-c", script, "sh"));
    assertThat(node.run("apply", "-f", file.toString()).ok())
        .isEqualTo(
            "configmap/nginx-index created\npod/nginx-deployment created\n"
                + "service/nginx-deployment created\n");
    await("nginx-deployment", "both run", status -> status.condition("Ready").equals("True"));
    awaitSh("nginx-deployment", "wget -q -O /dev/null http://127.0.0.1/");
    String page = "<html><head><title>Kano</title></head><body>Kano/鹿乃</body></html>";
    assertThat(fetch("nginx-deployment", "nginx", "http://nginx-deployment/")).isEqualTo(page);
    String ip =
        beanpod.run("get", "pod", "nginx-deployment", "-o", "jsonpath={.status.podIP}").ok();
    assertThat(beanpod.other("curl", "-sS", "http://" + ip + "/").ok()).isEqualTo(page);
    assertThat(
            beanpod
                .run(
                    "exec",
                    "nginx-deployment",
                    "-c",
                    "nginx-sidecar-container",
                    "--",
                    "sh",
                    "-c",
                    "grep -c 'GET / HTTP/1.1\" 200' /var/log/nginx/access.log;"
                        + " touch /var/log/nginx/x 2>&1;"
                        + " true")
                .ok())
        .isEqualTo("3\ntouch: /var/log/nginx/x: Read-only file system\n");
    // It reads every 30 seconds, and right after a restart.
    long sidecar = pid("nginx-deployment", "nginx-sidecar-container");
    beanpod.other("kill", "-9", Long.toString(sidecar)).ok();
    Await.until(
        "the sidecar shows the log",
        () ->
            beanpod
                .run("logs", "nginx-deployment", "-c", "nginx-sidecar-container")
                .out()
                .contains("GET / HTTP/1.1"),
        () -> file("nginx-deployment", "pod.json"));
    node.run("delete", "-f", file.toString(), "--now").ok();
  }

  @Test
  void configurationAndSecretsAsVariablesAndFiles() {
    Path file = manifest("microservice.yaml");
    beanpod.run("apply", "-f", file.toString()).ok();
    await("user-msvc", "all run", status -> status.condition("Ready").equals("True"));
    awaitLog("user-msvc", "datadog-agent", "debug mysql://user:s3cr3t@127.0.0.1:3306/users");
    awaitLog("user-msvc", "datadog-agent", "log: /var/log/user-msvc-error.log");
    assertThat(
            sh(
                "user-msvc",
                "cd /etc/user-msvc; cat secret/db-password; touch secret/x 2>&1" + " || ls config"))
        .isEqualTo(
            "s3cr3ttouch: secret/x: Read-only file system\nDB_HOST\nLOG_LEVEL\nconfig.yaml\n");
    String agent = "cat /etc/datadog-agent/secret/datadog-api-key; echo; echo $DD_API_KEY";
    assertThat(
            beanpod.run("exec", "user-msvc", "-c", "datadog-agent", "--", "sh", "-c", agent).ok())
        .isEqualTo("abc123\nabc123\n");
    awaitSh("user-msvc", "nc 127.0.0.1 3306 </dev/null");
    for (String shows : List.of("describe", "inspect")) {
      assertThat(beanpod.run(shows, shows.equals("describe") ? "pod/user-msvc" : "user-msvc").ok())
          .doesNotContain("s3cr3t")
          .doesNotContain("abc123");
    }
    beanpod.run("delete", "-f", file.toString(), "--force").ok();
  }

  @Test
  void aFileOfAnImageReplacedAndProcessesShared() {
    Path file = manifest("proxy.yaml");
    beanpod.run("apply", "-f", file.toString()).ok();
    awaitSh("pause-app", "test \"$(wget -q -O - http://127.0.0.1/)\" = 'from the app'");
    assertThat(beanpod.run("exec", "pause-app", "-c", "app", "--", "ps", "-o", "comm").ok())
        .contains("pause\n")
        .contains("nginx\n")
        .contains("httpd\n");
    assertThat(beanpod.run("logs", "pause-app", "-c", "nginx").out()).contains("GET / HTTP/1.1");
    assertThat(sh("pause-app", "ls /etc/nginx")).as("the image's other files").contains("mime");
    beanpod.run("delete", "-f", file.toString(), "--force").ok();
  }
}
