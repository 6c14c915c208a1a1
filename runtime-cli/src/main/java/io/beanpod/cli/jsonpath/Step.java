package io.beanpod.cli.jsonpath;

import java.util.List;
import java.util.OptionalInt;

/** One step of a path: it turns a list of values into another one. */
sealed interface Step {

  /** {@code .name}: the values under that key; without a name the values themselves. */
  record Field(String name) implements Step {}

  /** {@code .*}: all values of objects and lists. */
  record Wildcard() implements Step {}

  /** {@code ..}: objects, lists and text at any depth, from the outside in. */
  record Recursive() implements Step {}

  /**
   * {@code [from:to:step]}, {@code [from]} or {@code [*]}; what is negative counts from the end.
   *
   * @param single whether it is one index: then {@code to} is the one after it
   */
  record Slice(OptionalInt from, OptionalInt to, OptionalInt step, boolean single)
      implements Step {}

  /** {@code ['a','b']}: the results of each path, one after the other. */
  record Union(List<List<Step>> paths) implements Step {}

  /** {@code [?(@.a)]}: the items of a list for which the path finds anything. */
  record Exists(List<Step> path) implements Step {}

  /** {@code [?(@.a=="b")]}: the items of a list for which the comparison holds. */
  record Filter(List<Step> left, String operator, List<Step> right) implements Step {}

  /** {@code "text"}: that text, whatever was there before. */
  record Text(String text) implements Step {}

  /** A number or a boolean, once for each value that was there before. */
  record Constant(Object value) implements Step {}

  /** A bare word: {@code range} and {@code end} mean something where an action begins. */
  record Word(String word) implements Step {}
}
