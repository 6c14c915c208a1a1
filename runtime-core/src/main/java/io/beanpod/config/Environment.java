package io.beanpod.config;

import io.beanpod.container.ContainerPlan;
import io.beanpod.container.EnvironmentPlan;
import io.beanpod.container.MountPlan;
import io.beanpod.container.ObjectRef;
import io.beanpod.store.ObjectData;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a container's environment and command, from the objects as they are now: {@code
 * makeEnvironmentVariables} of <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kubelet_pods.go">the
 * kubelet</a>.
 */
public final class Environment {
  private final ConfigObjects objects;
  private final Map<String, String> variables = new LinkedHashMap<>();

  private Environment(ConfigObjects objects) {
    this.objects = objects;
  }

  /**
   * The plan with nothing left to look up.
   *
   * @param plan one with an {@code environment}
   * @throws ConfigException if an object or a key is missing that is not optional
   */
  public static ContainerPlan resolve(ContainerPlan plan, ConfigObjects objects)
      throws ConfigException {
    EnvironmentPlan environment = plan.environment().orElseThrow();
    Environment e = new Environment(objects);
    e.variables.putAll(environment.services());
    for (EnvironmentPlan.From from : environment.from()) {
      e.addAll(from);
    }
    for (EnvironmentPlan.Variable variable : environment.variables()) {
      e.add(variable);
    }
    return plan.resolved(
        expanded(plan.argv(), environment.literalWords(), e.variables),
        merged(plan.env(), e.variables),
        mounts(plan.mounts(), e.variables));
  }

  private static List<MountPlan> mounts(List<MountPlan> mounts, Map<String, String> variables)
      throws ConfigException {
    List<MountPlan> expanded = new ArrayList<>();
    for (MountPlan mount : mounts) {
      MountPlan known =
          mount.subPathExpr().isEmpty() ? mount : SubPathExpr.expanded(mount, variables);
      if (!known.problem().isEmpty()) {
        throw new ConfigException(known.problem());
      }
      expanded.add(known);
    }
    return expanded;
  }

  private void addAll(EnvironmentPlan.From from) throws ConfigException {
    Optional<ObjectData> data = objects.data(from.object());
    if (data.isPresent()) {
      for (Map.Entry<String, byte[]> entry : data.get().data().entrySet()) {
        String name = from.prefix() + entry.getKey();
        variables.put(name, text(name, entry.getValue(), entry.getKey(), from.object()));
      }
    }
  }

  private void add(EnvironmentPlan.Variable variable) throws ConfigException {
    if (variable.key().isEmpty()) {
      variables.put(variable.name(), VariableExpansion.expand(variable.template(), variables));
      return;
    }
    EnvironmentPlan.Key key = variable.key().get();
    Optional<ObjectData> data = objects.data(key.object());
    byte[] value = data.isEmpty() ? null : data.get().data().get(key.key());
    if (value != null) {
      variables.put(variable.name(), text(variable.name(), value, key.key(), key.object()));
    } else if (!key.object().optional()) {
      throw new ConfigException(
          "couldn't find key " + key.key() + " in " + objects.place(key.object()));
    }
  }

  private String text(String name, byte[] value, String key, ObjectRef object)
      throws ConfigException {
    Optional<String> text = text(value);
    if (text.isEmpty()) {
      throw new ConfigException(
          "environment variable "
              + name
              + ": key "
              + key
              + " in "
              + objects.place(object)
              + " is no text in UTF-8 without NUL; mount it as a volume");
    }
    return text.get();
  }

  /** What both execve and a String of Java can have. */
  private static Optional<String> text(byte[] value) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private static List<String> expanded(
      List<String> argv, int literal, Map<String, String> variables) {
    List<String> words = new ArrayList<>(argv.subList(0, literal));
    for (String word : argv.subList(literal, argv.size())) {
      words.add(VariableExpansion.expand(word, variables));
    }
    return words;
  }

  /** Ours replace the image's in their places. */
  private static List<String> merged(List<String> image, Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String variable : image) {
      int equals = variable.indexOf('=');
      all.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    all.putAll(own);
    List<String> env = new ArrayList<>();
    for (Map.Entry<String, String> variable : all.entrySet()) {
      env.add(variable.getKey() + "=" + variable.getValue());
    }
    return env;
  }
}
