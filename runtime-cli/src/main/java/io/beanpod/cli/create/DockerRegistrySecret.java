package io.beanpod.cli.create;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.JsonWriter;
import io.beanpod.object.Base64Data;
import io.beanpod.object.SecretTypes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code create secret docker-registry}: what a registry of images asks for. */
public final class DockerRegistrySecret implements SecretSource {
  private static final String SERVER = "docker-server";
  private static final String USERNAME = "docker-username";
  private static final String PASSWORD = "docker-password";
  private static final String EMAIL = "docker-email";

  @Override
  public String command() {
    return "create secret docker-registry";
  }

  @Override
  public String synopsis() {
    return "NAME --docker-username USER --docker-password PASSWORD [--docker-server SERVER]";
  }

  @Override
  public String summary() {
    return "Make a Secret for a registry of images";
  }

  @Override
  public List<Flag> flags() {
    return List.of(
        Flag.value(
            SERVER,
            Flag.NO_LETTER,
            "SERVER",
            "The registry (default: https://index.docker.io/v1/)"),
        Flag.value(USERNAME, Flag.NO_LETTER, "USER", "Who is known there"),
        Flag.value(PASSWORD, Flag.NO_LETTER, "PASSWORD", "The user's password"),
        Flag.value(EMAIL, Flag.NO_LETTER, "EMAIL", "The user's address"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "beanpod create secret docker-registry hub --docker-username me"
            + " --docker-password \"$PASSWORD\"");
  }

  @Override
  public String type(Arguments arguments) {
    return SecretTypes.DOCKER_CONFIG_JSON;
  }

  @Override
  public Map<String, byte[]> data(Arguments arguments) {
    String user = required(arguments, USERNAME);
    String password = required(arguments, PASSWORD);
    Map<String, Object> account = new LinkedHashMap<>();
    account.put("username", user);
    account.put("password", password);
    arguments.value(EMAIL).ifPresent(email -> account.put("email", email));
    account.put("auth", Base64Data.encode(user + ":" + password));
    String server = arguments.value(SERVER).orElse("https://index.docker.io/v1/");
    String text = JsonWriter.compact(Map.of("auths", Map.of(server, account)));
    return Map.of(".dockerconfigjson", text.getBytes(StandardCharsets.UTF_8));
  }

  private String required(Arguments arguments, String flag) {
    String value = arguments.value(flag).orElse("");
    if (value.isEmpty()) {
      throw new UsageError(command(), "required flag(s) \"" + flag + "\" not set");
    }
    return value;
  }
}
