package io.beanpod.cli.jsonpath;

import java.util.List;

/** A piece of a template. */
sealed interface Part {

  /** Text outside of braces, which prints itself. */
  record Text(String text) implements Part {}

  /** Braces: <code>{.metadata.name}</code>. */
  record Expression(List<Step> steps) implements Part {}

  /** <code>{range .items[*]}</code>, and what is done for each result until <code>{end}</code>. */
  record Range(List<Step> over, List<Part> body) implements Part {}
}
