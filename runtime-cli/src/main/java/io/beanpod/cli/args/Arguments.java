package io.beanpod.cli.args;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A command line, taken apart. The last of a flag's values wins, unless all are asked for. */
public final class Arguments implements Parsed {
  private final Map<String, List<String>> flags = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private List<String> afterDashes = List.of();
  private boolean dashes;

  void add(Flag flag, String value) {
    List<String> values = flags.get(flag.name());
    if (values == null) {
      values = new ArrayList<>();
      flags.put(flag.name(), values);
    }
    values.add(value);
  }

  void addWord(String word) {
    words.add(word);
  }

  void setAfterDashes(List<String> rest) {
    dashes = true;
    afterDashes = List.copyOf(rest);
  }

  /** Whether a switch is on; {@code otherwise} where it was not given. */
  public boolean on(String flag, boolean otherwise) {
    Optional<String> value = value(flag);
    return value.isPresent() ? value.get().equals("true") : otherwise;
  }

  /** Whether a switch is on. */
  public boolean on(String flag) {
    return on(flag, false);
  }

  /** The flag's value, where it was given. */
  public Optional<String> value(String flag) {
    List<String> values = values(flag);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** All values of a flag, in order. */
  public List<String> values(String flag) {
    return flags.getOrDefault(flag, List.of());
  }

  /** The words that are no flags and stand before {@code --}. */
  public List<String> words() {
    return words;
  }

  /** All words that are no flags: for commands to which {@code --} only ends the flags. */
  public List<String> allWords() {
    List<String> all = new ArrayList<>(words);
    all.addAll(afterDashes);
    return all;
  }

  /** Whether there was a {@code --}. */
  public boolean hasDashes() {
    return dashes;
  }

  /** The words after {@code --}. */
  public List<String> afterDashes() {
    return afterDashes;
  }

  @Override
  public String toString() {
    return new TreeMap<>(flags) + " " + words + (dashes ? " -- " + afterDashes : "");
  }
}
