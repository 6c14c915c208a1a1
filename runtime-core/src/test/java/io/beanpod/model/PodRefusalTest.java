package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input, one mistake at a time, with the exact line that the user gets. */
class PodRefusalTest {
  private static void assertRefused(String yaml, String path, String message) {
    InvalidManifest e = catchThrowableOfType(InvalidManifest.class, () -> Manifests.read(yaml));
    assertThat(e).as("refused: %s", yaml).isNotNull();
    assertThat(e.problems()).containsExactly(new Problem(path, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hostPID: 1|hostPID|must be true or false, not the number 1",
        "restartPolicy: always|restartPolicy|\"always\" is not valid; use one of Always, OnFailure, Never",
        "restartPolicy: no|restartPolicy|must be a string, not the boolean false; put it in quotes",
        "terminationGracePeriodSeconds: -1|terminationGracePeriodSeconds|must be 0 or more, not -1",
        "terminationGracePeriodSeconds: 1.5|terminationGracePeriodSeconds|must be a whole number, not the number 1.5",
        "terminationGracePeriodSeconds: '5'|terminationGracePeriodSeconds|must be a whole number, not \"5\"",
        "hostname: a.b|hostname|\"a.b\" is not valid; use lower-case letters, digits and -, beginning and ending with a letter or digit, at most 63 characters",
        "nodeName: other|nodeName|\"other\" is not this host; it is node-1",
        "nodeSelector: {kubernetes.io/hostname: ubuntu-nested-3}|nodeSelector.kubernetes.io/hostname|\"ubuntu-nested-3\" is not this host; it is node-1",
        "nodeSelector: {disk: ssd}|nodeSelector.disk|this host has no such label; it has kubernetes.io/hostname, kubernetes.io/os and kubernetes.io/arch",
        "serviceAccountName: robot|serviceAccountName|\"robot\" does not exist; only default does",
        "dnsPolicy: none|dnsPolicy|\"none\" is not valid; use one of ClusterFirst, ClusterFirstWithHostNet, Default, None",
        "subdomain: a.b|subdomain|\"a.b\" is not valid; use lower-case letters, digits and -, beginning and ending with a letter or digit, at most 63 characters",
        "hostnameOverride: A.example.com|hostnameOverride|\"A.example.com\" is not valid; use lower-case letters, digits, - and ., every part beginning and ending with a letter or digit, at most 253 characters",
        "hostnameOverride: a12345678.b12345678.c12345678.d12345678.e12345678.f12345678.g1234|hostnameOverride|may not be more than 64 bytes",
        "{hostNetwork: true, hostnameOverride: a.b}|hostnameOverride|cannot be used together with hostNetwork: true",
        "{setHostnameAsFQDN: true, hostnameOverride: a.b}|setHostnameAsFQDN|cannot be true together with hostnameOverride",
        "{setHostnameAsFQDN: true, subdomain: a23456789-b23456789-c23456789-d2345}|setHostnameAsFQDN|failed to construct FQDN from pod hostname and cluster domain, FQDN web.a23456789-b23456789-c23456789-d2345.default.svc.cluster.local is too long (64 characters is the max, 65 characters requested); shorten hostname or subdomain",
        "hostAliases: [{hostnames: [a]}]|hostAliases[0].ip|required, but missing or empty",
        "hostAliases: [{ip: 1.2.3.c}]|hostAliases[0].ip|\"1.2.3.c\" is not valid; use a valid IP address, such as 10.9.8.7 or 2001:db8::ffff",
        "hostAliases: [{ip: 1.2.3.4, hostnames: [a, b_c]}]|hostAliases[0].hostnames[1]|\"b_c\" is not valid; use lower-case letters, digits, - and ., every part beginning and ending with a letter or digit, at most 253 characters",
        "dnsPolicy: None|dnsConfig|required: must provide `dnsConfig` when `dnsPolicy` is None",
        "dnsConfig: []|dnsConfig|must be an object, not a list",
        "dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}|dnsConfig.nameservers|must not have more than 3 nameservers",
        "dnsConfig: {nameservers: [1.1.1.1, dns]}|dnsConfig.nameservers[1]|\"dns\" is not valid; use a valid IP address, such as 10.9.8.7 or 2001:db8::ffff",
        "dnsConfig: {searches: [a, -b]}|dnsConfig.searches[1]|\"-b\" is not valid; use lower-case letters, digits, -, _ and ., every part beginning with a letter or digit, or _ and one of them, and ending with a letter or digit, at most 253 characters, or a single .",
        "dnsConfig: {options: [{value: a}]}|dnsConfig.options[0].name|required, but missing or empty",
        "dnsConfig: {options: [{name: ndots, value: 2}]}|dnsConfig.options[0].value|must be a string, not the number 2; put it in quotes",
        "os: {name: windows}|os.name|\"windows\" is not this host's; it is linux",
        "tolerations: [{key: a, operator: Exists, value: b}]|tolerations[0].value|must be empty where operator is Exists",
        "tolerations: {}|tolerations|must be a list, not an object",
        "{hostPID: true, shareProcessNamespace: true}|shareProcessNamespace|cannot be true together with hostPID: true",
        "resources: {limits: {memory: 1Gi, ephemeral-storage: 1Gi}}|resources.limits.ephemeral-storage|not supported of a pod as a whole; use cpu, memory or hugepages-SIZE",
        "resources: {limits: {cpu: 1}, requests: {cpu: 2}}|resources.requests.cpu|2 must not be more than the limit of 1",
        "resources: {claims: [{name: x}]}|resources.claims|Beanpod does not support this field yet",
        "hostUsers: false|hostUsers|Beanpod does not support user namespaces yet; leave it out",
        "restartpolicy: Never|restartpolicy|unknown field; did you mean restartPolicy?",
        "volume: []|volume|unknown field; did you mean volumes?",
        "nonsense: 1|nonsense|unknown field",
      })
  void inTheSpec(String lines, String field, String message) {
    String block =
        lines.startsWith("{") ? lines.substring(1, lines.length() - 1).replace(", ", "\n") : lines;
    assertRefused(Manifests.yaml(block, ""), "spec." + field, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "command: sh -c true|command|must be a list, not \"sh -c true\"",
        "args: [1]|args[0]|must be a string, not the number 1; put it in quotes",
        "args: [yes]|args[0]|must be a string, not the boolean true; put it in quotes",
        "args: [null]|args[0]|must be a string, not null",
        "env: [{name: A, value: 8080}]|env[0].value|must be a string, not the number 8080; put it in quotes",
        "env: [{value: x}]|env[0].name|required, but missing or empty",
        "env: [{name: A=B}]|env[0].name|\"A=B\" is not valid; use printable ASCII characters other than =, at least one",
        "env: {A: B}|env|must be a list, not an object",
        "env: [A=B]|env[0]|must be an object, not \"A=B\"",
        "imagePullPolicy: Sometimes|imagePullPolicy|\"Sometimes\" is not valid; use one of Always, IfNotPresent, Never",
        "workingDir: srv|workingDir|\"srv\" must be an absolute path, beginning with /",
        "resources: {limits: {cpu: 1, hugepages-2Mi: 3Mi}}|resources.limits.hugepages-2Mi|3Mi is not a positive integer multiple of 2Mi",
        "resources: {limits: {cpu: 1, hugepages-2.5: 5}}|resources.limits.hugepages-2.5|Beanpod does not know this resource; use cpu, memory, ephemeral-storage or hugepages-SIZE",
        "resources: {limits: {cpu: 1, hugepages-2Mi: 4Mi}, requests: {hugepages-2Mi: 2Mi}}|resources.requests.hugepages-2Mi|2Mi must equal the limit of 4Mi",
        "ports: [{containerPort: 0}]|ports[0].containerPort|must be 1 to 65535, not 0",
        "ports: [{containerPort: \"80\"}]|ports[0].containerPort|must be a whole number, not \"80\"",
        "ports: [{name: http}]|ports[0].containerPort|required, but missing; use 1 to 65535",
        "ports: [{containerPort: 80, protocol: tcp}]|ports[0].protocol|\"tcp\" is not valid; use one of TCP, UDP, SCTP",
        "ports: [{containerPort: 80, name: HTTP}]|ports[0].name|\"HTTP\" is not valid; use lower-case letters, digits and single -, beginning and ending with a letter or digit, at least one letter, at most 15 characters",
        "ports: [{containerPort: 80, name: a}, {containerPort: 81, name: a}]|ports[1].name|duplicate port name \"a\" in this container",
        "ports: [{containerPort: 80, hostPort: 8080}, {containerPort: 81, hostPort: 8080, protocol: UDP}, {containerPort: 82, hostPort: 8080}]|ports[2].hostPort|Duplicate value: \"TCP//8080\"",
        "ports: [{containerPort: 80, hostPort: 80, hostIP: localhost}]|ports[0].hostIP|\"localhost\" is not valid; use a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        "resources: {limits: {memory: -1Mi}}|resources.limits.memory|-1Mi is negative; use 0 or more",
        "resources: {limits: {cpu: 1}, requests: {cpu: 1500m}}|resources.requests.cpu|1500m must not be more than the limit of 1",
        "resources: {limits: {nvidia.com/gpu: 1}}|resources.limits.nvidia.com/gpu|Beanpod does not know this resource; use cpu, memory, ephemeral-storage or hugepages-SIZE",
        "resources: {requests: {cpu: 1, hugepages-2Mi: 2Mi}}|resources.requests.hugepages-2Mi|needs a limit of the same size",
        "resources: {limits: {hugepages-2Mi: 2Mi}}|resources.limits.hugepages-2Mi|needs cpu or memory beside it",
        "resources: {limits: {memory: true}}|resources.limits.memory|must be a quantity, not the boolean true; write a number with an optional suffix n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or exponent, such as 500m, 0.5, 128Mi or 1e3",
        "resources: {limits: {memory: 1Kii}}|resources.limits.memory|\"1Kii\" is not a quantity; write a number with an optional suffix n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or exponent, such as 500m, 0.5, 128Mi or 1e3",
        "resources: {limit: {}}|resources.limit|unknown field; did you mean limits?",
      })
  void inAContainer(String line, String field, String message) {
    assertRefused(Manifests.yaml("", line), "spec.containers[0]." + field, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "affinity: {nodeAffinity: {}}",
        "topologySpreadConstraints: [{}]",
        "schedulingGates: [{}]",
        "resourceClaims: [{}]",
        "overhead: {cpu: 1}",
        "priorityClassName: x",
        "runtimeClassName: x"
      })
  void whatIsNotBuiltInTheSpec(String line) {
    String field = line.substring(0, line.indexOf(':'));
    assertRefused(
        Manifests.yaml(line, ""), "spec." + field, "Beanpod does not support this field yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"volumeDevices: [{}]"})
  void whatIsNotBuiltInAContainer(String line) {
    String field = line.substring(0, line.indexOf(':'));
    assertRefused(
        Manifests.yaml("", line),
        "spec.containers[0]." + field,
        "Beanpod does not support this field yet");
  }

  @ParameterizedTest
  @ValueSource(strings = "seLinuxOptions: {level: s0}")
  void whatIsNotBuiltInAContainersSecurityContext(String line) {
    String field = line.substring(0, line.indexOf(':'));
    assertRefused(
        Manifests.yaml("", "securityContext: {" + line + "}"),
        "spec.containers[0].securityContext." + field,
        "Beanpod does not support this field yet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|metadata.name|required, but missing or empty",
        "{name: 1}|metadata.name|must be a string, not the number 1; put it in quotes",
        "{name: Web}|metadata.name|\"Web\" is not valid; use lower-case letters, digits, - and ., every part beginning and ending with a letter or digit, at most 253 characters",
        "{name: w, namespace: a.b}|metadata.namespace|\"a.b\" is not valid; use lower-case letters, digits and -, beginning and ending with a letter or digit, at most 63 characters",
        "{name: w, labels: {a/b/c: x}}|metadata.labels|\"a/b/c\" is not valid; use letters, digits, -, _ and ., beginning and ending with a letter or digit, at most 63 characters, after an optional DNS name and /",
        "{name: w, labels: {a: -x}}|metadata.labels.a|\"-x\" is not valid; use letters, digits, -, _ and ., beginning and ending with a letter or digit, at most 63 characters, or nothing",
        "{name: w, labels: {a: 1}}|metadata.labels.a|must be a string, not the number 1; put it in quotes",
        "{name: w, ownerReferences: [{}]}|metadata.ownerReferences|Beanpod does not support this field yet",
        "{name: w, finalizers: [x]}|metadata.finalizers|Beanpod does not support this field yet",
        "{name: w, label: {}}|metadata.label|unknown field; did you mean labels?",
        "[]|metadata|must be an object, not a list",
      })
  void inTheMetadata(String metadata, String path, String message) {
    InvalidManifest e =
        catchThrowableOfType(
            InvalidManifest.class,
            () -> Manifests.read(Manifests.yaml("", "").replace("{name: web}", metadata)));
    assertThat(e).isNotNull();
    assertThat(e.problems().get(0)).isEqualTo(new Problem(path, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|spec.containers|required: at least one container",
        "[{name: a, image: x}, {name: a, image: x}]|spec.containers[1].name|duplicate container name \"a\"",
        "[{name: a}]|spec.containers[0].image|required, but missing or empty",
        "[{name: a, image: ' x'}]|spec.containers[0].image|\" x\" must not begin or end with blanks",
        "[{image: x}]|spec.containers[0].name|required, but missing or empty",
        "[{name: a.b, image: x}]|spec.containers[0].name|\"a.b\" is not valid; use lower-case letters, digits and -, beginning and ending with a letter or digit, at most 63 characters",
        "[web]|spec.containers[0]|must be an object, not \"web\"",
      })
  void inTheListOfContainers(String containers, String path, String message) {
    String yaml =
        "{apiVersion: v1, kind: Pod, metadata: {name: w}, spec: {containers: " + containers + "}}";
    InvalidManifest e = catchThrowableOfType(InvalidManifest.class, () -> Manifests.read(yaml));
    assertThat(e).isNotNull();
    assertThat(e.problems().get(0)).isEqualTo(new Problem(path, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "metadata"})
  void missingHalves(String missing) {
    String other = missing.equals("spec") ? "metadata: {name: w}" : "spec: {}";
    assertRefused("{apiVersion: v1, kind: Pod, " + other + "}", missing, "required, but missing");
  }
}
