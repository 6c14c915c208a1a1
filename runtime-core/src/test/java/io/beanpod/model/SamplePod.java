package io.beanpod.model;

import io.beanpod.model.explain.FieldWords;
import io.beanpod.model.explain.PodFields;
import io.beanpod.model.explain.TypeWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Pods made from the words alone, decoded; they note what the decoder asks them for. */
final class SamplePod {
  private static final Node NODE = new Node("node-1", "amd64");

  /** Without these the decoder refuses other fields: hostPort, stopSignal, a sidecar's probes. */
  private static final Set<String> NEEDED =
      Set.of("spec.hostNetwork", "spec.os", "spec.initContainers.restartPolicy");

  private final PodFields words;

  /** Every field that was asked for, as {@code Container.image}. */
  final Set<String> asked = new TreeSet<>();

  SamplePod(PodFields words) {
    this.words = words;
  }

  /** An object that notes which of its fields are looked at. */
  private final class Noting extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;
    private final String type;

    Noting(String type) {
      this.type = type;
    }

    @Override
    public Object get(Object field) {
      asked.add(type + "." + field);
      return super.get(field);
    }
  }

  /**
   * What the decoder says of a pod that has this field, and what leads to it.
   *
   * @param path without indices: {@code spec.containers.image}
   * @param value of the field; null leaves it out
   */
  List<Problem> problems(String path, Object value) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Object> pod = object(words.type(PodFields.POD).orElseThrow(), "", path, value);
    Pod.decode(new Fields(pod, "", problems), NODE);
    return problems;
  }

  /** The same path with the index of every list's only element. */
  String concrete(String path) {
    StringBuilder concrete = new StringBuilder();
    TypeWords type = words.type(PodFields.POD).orElseThrow();
    String[] steps = path.split("\\.");
    for (int i = 0; i < steps.length; i++) {
      concrete.append(i == 0 ? "" : ".").append(steps[i]);
      FieldWords field = type.fields().get(steps[i]);
      if (i < steps.length - 1 && field != null) {
        concrete.append(field.type().startsWith("[]") ? "[0]" : "");
        type = words.type(field.element()).orElseThrow();
      }
    }
    return concrete.toString();
  }

  private Map<String, Object> object(TypeWords type, String at, String path, Object value) {
    Map<String, Object> object = new Noting(type.name());
    for (FieldWords field : type.fields().values()) {
      String here = at + field.name();
      boolean leads = path.startsWith(here + ".");
      if (!here.equals(path) && (leads || field.required() || NEEDED.contains(here))) {
        object.put(field.name(), value(field, here, path, value));
      }
    }
    int dot = path.lastIndexOf('.');
    if (path.substring(0, dot + 1).equals(at) && value != null) {
      object.put(path.substring(dot + 1), value);
    }
    return object;
  }

  /** A value of the type that the words give to a field. */
  Object value(FieldWords field, String here) {
    return value(field, here, here + "..", null);
  }

  private Object value(FieldWords field, String here, String path, Object value) {
    if (words.type(field.element()).isPresent()) {
      TypeWords type = words.type(field.element()).orElseThrow();
      Map<String, Object> object = object(type, here + ".", path, value);
      return field.type().startsWith("[]") ? List.of(object) : object;
    }
    return switch (field.type()) {
      case "string" ->
          switch (here) {
            case "kind" -> "Pod";
            case "apiVersion" -> "v1";
            default -> field.enums().isEmpty() ? "x" : field.enums().get(0);
          };
      case "integer" -> 1L;
      case "boolean" -> true;
      case "[]string" -> List.of("x");
      case "[]integer" -> List.of(1L);
      case "map[string]string" -> Map.of("k", "v");
      case "map[string]Quantity" -> Map.of("cpu", "1");
      case "IntOrString" -> "x";
      case "Quantity" -> "1";
      case "Time" -> "2026-01-01T00:00:00Z";
      default -> throw new AssertionError(here + ": type " + field.type() + " has no words");
    };
  }
}
