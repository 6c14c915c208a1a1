package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.QuickParser;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.run.RunPod;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Node;
import io.beanpod.model.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pod that flags of {@code run} describe, and what is said of flags that describe none. */
class RunCommandTest {
  @TempDir private Path here;

  @BeforeEach
  void makeSite() throws IOException {
    Files.createDirectory(here.resolve("site"));
    Files.createFile(here.resolve("app.conf"));
  }

  private RunPod pod(String... args) throws IOException {
    Arguments arguments =
        QuickParser.parse(new RunCommand().definition(), List.of(args)).orElseThrow();
    return RunPod.of(RunCommand.options(arguments), here);
  }

  private String yaml(String... args) throws IOException {
    return YamlWriter.write(pod(args).tree()).replace(here.toString(), "HERE");
  }

  /**
   * What kubectl's {@code run web --image nginx --dry-run=client -o yaml} has, empty fields off.
   */
  @Test
  void aNameAndAnImageAreEnough() throws IOException {
    assertThat(yaml("web", "--image", "nginx"))
        .isEqualTo(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              labels:
                run: web
              name: web
            spec:
              containers:
              - name: web
                image: nginx
                resources: {}
              dnsPolicy: ClusterFirst
              restartPolicy: Always
            """);
  }

  @Test
  void everyFlagHasItsField() throws IOException {
    assertThat(
            yaml(
                "web",
                "--image=nginx",
                "-n",
                "prod",
                "-l",
                "a=b,c=",
                "--env=K=V=W",
                "--env",
                "E=",
                "-v",
                "./site:/srv:ro",
                "-v",
                "app.conf/../app.conf:/etc/app.conf",
                "-p8080:80",
                "-p",
                "127.0.0.1:53:5353/udp",
                "--port=443",
                "--restart=Never",
                "-it",
                "--",
                "serve",
                "-v"))
        .isEqualTo(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              labels:
                a: b
                c: ""
              name: web
              namespace: prod
            spec:
              volumes:
              - name: volume-1
                hostPath:
                  path: HERE/site
                  type: Directory
              - name: volume-2
                hostPath:
                  path: HERE/app.conf
                  type: File
              containers:
              - name: web
                image: nginx
                args:
                - serve
                - -v
                env:
                - name: K
                  value: V=W
                - name: E
                  value: ""
                ports:
                - containerPort: 80
                  hostPort: 8080
                - containerPort: 5353
                  hostIP: 127.0.0.1
                  hostPort: 53
                  protocol: UDP
                - containerPort: 443
                volumeMounts:
                - name: volume-1
                  mountPath: /srv
                  readOnly: true
                - name: volume-2
                  mountPath: /etc/app.conf
                resources: {}
                stdin: true
                stdinOnce: true
                tty: true
              dnsPolicy: ClusterFirst
              restartPolicy: Never
            """);
  }

  @Test
  void wordsAreArgumentsOrWithCommandTheCommand() throws IOException {
    assertThat(yaml("web", "--image=a", "one", "--", "two"))
        .contains("    args:\n    - one\n    - two\n");
    assertThat(yaml("web", "--image=a", "--command", "--", "sh", "-c", "true"))
        .contains("    command:\n    - sh\n    - -c\n    - \"true\"\n");
  }

  @Test
  void aPortThatIsPublishedIsNotNamedTwice() throws IOException {
    assertThat(yaml("web", "--image=a", "-p", "8080:80", "--port=80"))
        .containsOnlyOnce("containerPort");
    assertThat(yaml("web", "--image=a", "-p", "8080:80/udp", "--port=80"))
        .contains("- containerPort: 80\n    resources");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--image=a | NAME is required for run",
        "web | required flag(s) \"image\" not set",
        "web --image=a --restart=Maybe | invalid restart policy: --restart Maybe; use Always",
        "web --image=a -t | -i/--stdin is required for containers with -t/--tty=true",
        "web --image=a --rm | --rm should only be used for attached containers",
        "web --image=a -i --dry-run=client | --dry-run=client can't be used with attached",
        "web --image=a --command | --command needs one: -- COMMAND",
        "web --image=a --env=K | --env K: invalid env, use NAME=VALUE",
        "web --image=a --env==V | --env =V: invalid env, use NAME=VALUE",
        "web --image=a -l run | --labels run: unexpected label spec: run",
        "web --image=a --port=0 | --port: \"0\" is not a port: 1 to 65535",
        "web --image=a --port=http | --port: \"http\" is not a port: 1 to 65535",
        "web --image=a -p 80 | -p 80: use HOSTPORT:CTRPORT",
        "web --image=a -p 80:65536 | -p 80:65536: \"65536\" is not a port",
        "web --image=a -p :80 | -p :80: \"\" is not a port",
        "web --image=a -p 80:80/icmp | -p 80:80/icmp: unknown protocol \"icmp\"",
        "web --image=a -v ./site | -v ./site: use HOST:CTR or HOST:CTR:ro",
        "web --image=a -v :/srv | -v :/srv: use HOST:CTR or HOST:CTR:ro",
        "web --image=a -v ./site:srv | -v ./site:srv: the container's path \"srv\" must begin",
        "web --image=a -v ./site:/srv:z | -v ./site:/srv:z: unknown option \"z\"; there are ro",
        "web --image=a -v site:/srv | -v site:/srv: \"site\" is not a path: write ./site",
      })
  void whatCantBeMeantIsSaid(String line, String message) {
    assertThatThrownBy(() -> pod(line.split(" ")))
        .isInstanceOf(UsageError.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aPathThatTheHostDoesNotHaveIsSaid() {
    assertThatThrownBy(() -> pod("web", "--image=a", "-v", "./none:/srv"))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "-v ./none:/srv: there is no %s/none on this host; make it first: mkdir %s/none"
                .formatted(here, here));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Web --image=a | pod/Web: NAME Web: ",
        "web --image=a -n A | pod/web: -n A: ",
        "web --image=a -l a/b/c=d | pod/web: --labels a/b/c=d: ",
        "web --image=a --env a=b --env c\u00e4=secret | pod/web: --env c\u00e4: ",
        "web --image=a -v ./site:/a -v ./site:/a | pod/web: -v ./site:/a: ",
        "web --image=a -v ./site:/ | pod/web: -v ./site:/: ",
        "web --image=a -p 1:1 -p 1:2 | pod/web: -p 1:2: ",
        "web --image=a -p 1.2:1:2 | pod/web: -p 1.2:1:2: ",
      })
  void whatTheApiRefusesIsToldOfTheFlag(String line, String message) throws IOException {
    RunPod pod = pod(line.split(" "));
    assertThatThrownBy(() -> pod.manifest(Node.local()))
        .isInstanceOfSatisfying(
            InvalidManifest.class,
            e -> {
              String told = pod.byFlags(e).getMessage();
              List<String> lines = new ArrayList<>(told.lines().toList());
              assertThat(lines).allMatch(each -> each.startsWith(message), told);
              assertThat(told).doesNotContain("secret");
            });
  }
}
