package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.explain.FieldWords;
import io.beanpod.model.explain.PodFields;
import io.beanpod.model.explain.TypeWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Holds the words of {@code explain} to the decoder: it knows the same fields, of the same types,
 * with the same choices, and demands the same. If this fails, {@code v1.Pod.txt} wants a change.
 */
class PodFieldsTest {
  private static final String[] REFUSALS = {
    "does not support this field",
    "may not be set",
    "must not be set",
    "can not do this",
    "cannot be set for a linux pod"
  };
  private static final String[] WRONG = {
    "unknown field",
    "must be a string",
    "must be a list",
    "must be an object",
    "must be a whole number",
    "must be true or false",
    "must be a quantity"
  };

  private PodFields words;
  private SamplePod sample;

  /** Where each field is to be found in a pod, by {@code Container.image}; status apart. */
  private final Map<String, List<String>> paths = new LinkedHashMap<>();

  @BeforeEach
  void walk() throws IOException {
    words = PodFields.load();
    sample = new SamplePod(words);
    walk(words.type(PodFields.POD).orElseThrow(), "");
  }

  private void walk(TypeWords type, String at) {
    for (FieldWords field : type.fields().values()) {
      String here = at + field.name();
      paths.computeIfAbsent(type.name() + "." + field.name(), k -> new ArrayList<>()).add(here);
      if (words.type(field.element()).isPresent() && !here.equals("status")) {
        walk(words.type(field.element()).orElseThrow(), here + ".");
      }
    }
  }

  private FieldWords words(String field) {
    int dot = field.indexOf('.');
    TypeWords type = words.type(field.substring(0, dot)).orElseThrow();
    return type.field(field.substring(dot + 1)).orElseThrow();
  }

  private boolean says(String path, Object value, Predicate<String> message) {
    String concrete = sample.concrete(path);
    for (Problem problem : sample.problems(path, value)) {
      String at = problem.path();
      boolean below = at.startsWith(concrete + "[") || at.startsWith(concrete + ".");
      boolean plain = !(value instanceof Map<?, ?> map) || !(map instanceof LinkedHashMap);
      if ((at.equals(concrete) || (below && plain)) && message.test(problem.message())) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(String message, String... parts) {
    for (String part : parts) {
      if (message.contains(part)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theDecoderTakesEachFieldAsTheTypeThatTheWordsGive() {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, List<String>> field : paths.entrySet()) {
      boolean taken = false;
      for (String path : field.getValue()) {
        Object value = sample.value(words(field.getKey()), path);
        taken |= !says(path, value, m -> contains(m, WRONG) || contains(m, REFUSALS));
      }
      if (!taken) {
        wrong.add(field.getKey());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void eachFieldThatTheDecoderAsksForHasWordsOrIsRefused() {
    for (Map.Entry<String, List<String>> field : paths.entrySet()) {
      for (String path : field.getValue()) {
        assertThat(sample.problems(path, sample.value(words(field.getKey()), path))).isNotNull();
      }
    }
    Set<String> known = new TreeSet<>(paths.keySet());
    for (TypeWords type : words.types()) {
      for (String refused : type.refused()) {
        known.add(type.name() + "." + refused);
      }
    }
    assertThat(known).containsAll(sample.asked);
    Set<String> ignored = new TreeSet<>();
    for (String field : SystemFields.IN_METADATA) {
      ignored.add("ObjectMeta." + field);
    }
    assertThat(known).containsAll(ignored);
  }

  @Test
  void whatIsRefusedIsRefusedWhereverItStands() {
    List<String> taken = new ArrayList<>();
    for (Map.Entry<String, List<String>> field : paths.entrySet()) {
      TypeWords type = words.type(words(field.getKey()).element()).orElse(null);
      for (String refused : type == null ? Set.<String>of() : type.refused()) {
        for (String path : field.getValue()) {
          if (!says(path + "." + refused, Map.of("x", "y"), m -> contains(m, REFUSALS))) {
            taken.add(path + "." + refused);
          }
        }
      }
    }
    assertThat(taken).isEmpty();
  }

  @Test
  void choicesAreThoseOfTheDecoder() {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, List<String>> field : paths.entrySet()) {
      FieldWords words = words(field.getKey());
      if (words.type().equals("string") && !field.getKey().endsWith(".kind")) {
        boolean same = false;
        for (String path : field.getValue()) {
          same |= choices(path).equals(words.enums());
        }
        if (!same) {
          wrong.add(field.getKey());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private List<String> choices(String path) {
    String start = "\"none of them\" is not valid; use one of ";
    for (Problem problem : sample.problems(path, "none of them")) {
      if (problem.path().equals(sample.concrete(path)) && problem.message().startsWith(start)) {
        String list = problem.message().substring(start.length());
        return List.copyOf(new TreeSet<>(List.of(list.split(", ", -1))));
      }
    }
    return List.of();
  }

  @Test
  void whatIsRequiredIsMissed() {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, List<String>> field : paths.entrySet()) {
      boolean kind = field.getKey().equals("Pod.kind") || field.getKey().equals("Pod.apiVersion");
      for (String path : kind ? List.<String>of() : field.getValue()) {
        boolean missed = says(path, null, m -> m.startsWith("required"));
        if (missed != words(field.getKey()).required()) {
          wrong.add(path);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyTypeAndFieldIsDescribedAndReachable() {
    Set<String> reached = new TreeSet<>(Set.of(PodFields.POD));
    for (TypeWords type : words.types()) {
      assertThat(type.text()).as(type.name()).endsWith(".");
      for (FieldWords field : type.fields().values()) {
        assertThat(field.text()).as(type.name() + "." + field.name()).isNotEmpty();
        assertThat(field.enums()).as(field.name()).isSorted();
        reached.add(field.element());
      }
    }
    assertThat(reached).containsAll(words.types().stream().map(TypeWords::name).toList());
  }
}
