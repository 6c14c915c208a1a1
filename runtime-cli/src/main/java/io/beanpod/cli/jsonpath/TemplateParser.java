package io.beanpod.cli.jsonpath;

import java.util.ArrayList;
import java.util.List;

/** Parses a template: text, and actions in braces. */
final class TemplateParser {
  private final Scanner scanner;

  private TemplateParser(String template) {
    this.scanner = new Scanner(template);
  }

  /**
   * The parts of a template.
   *
   * @throws JsonPathError where an action is malformed
   */
  static List<Part> parse(String template) {
    return new TemplateParser(template).parts(false);
  }

  /** All parts until the end of the text, or that of the range. */
  private List<Part> parts(boolean inRange) {
    List<Part> parts = new ArrayList<>();
    while (scanner.peek() != Scanner.END) {
      if (scanner.peek() != '{') {
        parts.add(new Part.Text(text()));
        continue;
      }
      scanner.next();
      List<Step> steps = new ActionParser(scanner).steps();
      String word = !steps.isEmpty() && steps.get(0) instanceof Step.Word w ? w.word() : "";
      if (word.equals("end") && inRange) {
        return parts;
      }
      parts.add(
          word.equals("range")
              ? new Part.Range(List.copyOf(steps.subList(1, steps.size())), parts(true))
              : new Part.Expression(steps));
    }
    return parts;
  }

  private String text() {
    int start = scanner.position();
    while (scanner.peek() != '{' && scanner.peek() != Scanner.END) {
      scanner.next();
    }
    return scanner.since(start);
  }
}
