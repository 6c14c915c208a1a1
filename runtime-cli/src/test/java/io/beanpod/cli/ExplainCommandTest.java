package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  @TempDir Path dir;

  private Result run(String line) {
    return new PodFixture(dir).run(line.split(" "));
  }

  @Test
  void aChoiceReadsAsInKubectl() {
    Result result = run("explain pods.spec.restartPolicy");
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith(
            """
            KIND:       Pod
            VERSION:    v1

            FIELD: restartPolicy <string>
            ENUM:
                Always
                Never
                OnFailure

            DESCRIPTION:
                What happens when a container of the pod ends: Always starts it again,
            """)
        .endsWith(".\n\n")
        .doesNotContain("FIELDS:");
  }

  @Test
  void anObjectShowsItsFieldsInOrder() {
    assertThat(run("explain pod.spec.containers.ports").out())
        .isEqualTo(
            """
            KIND:       Pod
            VERSION:    v1

            FIELD: ports <[]ContainerPort>


            DESCRIPTION:
                Ports that the program listens on. This documents them, and gives them
                names.
                A port that a container says it listens on. It opens nothing, except by a
                hostPort.

            FIELDS:
              containerPort\t<integer> -required-
                The port, 1 to 65535.

              hostIP\t<string>
                The one address of the host that hostPort is at. Default: all of them.

              hostPort\t<integer>
                A port of the host that leads to containerPort, from outside, from other
                pods and from the host itself. A pod that wants one which another pod has is
                refused. With hostNetwork: true it must equal containerPort.

              name\t<string>
                What probes and hooks may call it: at most 15 lower-case letters, digits and
                -, once in its container.

              protocol\t<string>
              enum: SCTP, TCP, UDP
                The protocol. Default: TCP.

            """);
  }

  @Test
  void recursiveShowsNamesAndTypes() {
    Result result = run("explain po --recursive");
    assertThat(result.out())
        .contains("\nFIELDS:\n  apiVersion\t<string> -required-\n  kind\t<string> -required-\n")
        .contains("\n  spec\t<PodSpec> -required-\n    activeDeadlineSeconds\t<integer>\n")
        .contains(
            "\n    containers\t<[]Container> -required-\n      args\t<[]string>\n      command\t")
        .contains("\n        httpGet\t<HTTPGetAction>\n          host\t<string>\n");
    assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(120));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pod.spec.foo|field \"foo\" does not exist",
        "pod.spec.container|field \"container\" does not exist; did you mean containers?",
        "pod.kind.x|field \"x\" does not exist",
        "pod.spec.|field \"\" does not exist",
        "configmap.spec|field \"spec\" does not exist",
        "pod.spec.affinity|field \"affinity\" is one of Kubernetes' that Beanpod has not built: a"
            + " manifest with it is refused",
      })
  void whatIsNotThere(String path, String message) {
    assertThat(run("explain " + path)).isEqualTo(new Result(1, "", "error: " + message + "\n"));
  }

  @Test
  void explainsOtherKinds() {
    assertThat(run("explain configmap.data").out())
        .startsWith("KIND:       ConfigMap\nVERSION:    v1\n\nFIELD: data <map[string]string>\n\n");
    assertThat(run("explain secrets").out()).contains("  stringData\t<map[string]string>\n");
    assertThat(run("explain ns.metadata.labels").out()).contains("FIELD: labels");
    assertThat(run("explain deployment.spec").status()).isEqualTo(2);
  }

  @Test
  void onlyPlainText() {
    assertThat(run("explain pods --output=plaintext").status()).isZero();
    assertThat(run("explain pods -o json").err())
        .isEqualTo("error: --output is plaintext, not json (see 'beanpod explain --help')\n");
    assertThat(run("explain").status()).isEqualTo(2);
  }
}
