package io.beanpod.cli.explain;

import io.beanpod.model.explain.FieldWords;
import io.beanpod.model.explain.PodFields;
import io.beanpod.model.explain.TypeWords;
import io.beanpod.store.ObjectKind;
import java.util.Collection;
import java.util.TreeMap;

/** kubectl's {@code --output plaintext}. */
public final class PlainText {
  private static final int WIDTH = 80;

  private final PodFields words;
  private final StringBuilder out = new StringBuilder();

  private PlainText(PodFields words) {
    this.words = words;
  }

  /**
   * The text.
   *
   * @param recursive names and types of all fields below, instead of words for the next ones
   */
  public static String of(
      PodFields words, ObjectKind kind, Explanation explanation, boolean recursive) {
    PlainText text = new PlainText(words);
    text.head(kind);
    explanation.field().ifPresent(text::field);
    text.description(explanation);
    explanation
        .type()
        .filter(type -> !type.fields().isEmpty())
        .ifPresent(type -> text.fields(type, recursive));
    return text.out.toString();
  }

  private void head(ObjectKind kind) {
    String version = kind.apiVersion();
    int slash = version.indexOf('/');
    out.append(slash < 0 ? "" : "GROUP:      " + version.substring(0, slash) + "\n");
    out.append("KIND:       ").append(kind.kind());
    out.append("\nVERSION:    ").append(version.substring(slash + 1)).append("\n\n");
  }

  private void field(FieldWords field) {
    out.append("FIELD: ").append(field.name()).append(" <").append(field.type()).append(">\n");
    if (field.enums().isEmpty()) {
      out.append('\n');
    } else {
      out.append("ENUM:\n");
      for (String value : field.enums()) {
        out.append("    ").append(value).append('\n');
      }
    }
    out.append('\n');
  }

  private void description(Explanation explanation) {
    out.append("DESCRIPTION:\n");
    explanation.field().ifPresent(field -> wrapped(field.text(), 4));
    explanation.type().ifPresent(type -> wrapped(type.text(), 4));
    out.append('\n');
  }

  private void fields(TypeWords type, boolean recursive) {
    out.append("FIELDS:\n");
    if (recursive) {
      names(type, 2);
      return;
    }
    for (FieldWords field : sorted(type)) {
      head(field, 2);
      wrapped(field.text(), 4);
      out.append('\n');
    }
  }

  private void names(TypeWords type, int indent) {
    for (FieldWords field : sorted(type)) {
      head(field, indent);
      words.type(field.element()).ifPresent(inner -> names(inner, indent + 2));
    }
  }

  private static Collection<FieldWords> sorted(TypeWords type) {
    return new TreeMap<>(type.fields()).values();
  }

  private void head(FieldWords field, int indent) {
    out.repeat(' ', indent)
        .append(field.name())
        .append("\t<")
        .append(field.type())
        .append(field.required() ? "> -required-\n" : ">\n");
    if (!field.enums().isEmpty()) {
      out.repeat(' ', indent)
          .append("enum: ")
          .append(String.join(", ", field.enums()))
          .append('\n');
    }
  }

  /** Text in lines of at most 80 characters. */
  private void wrapped(String text, int indent) {
    int column = WIDTH;
    boolean first = true;
    for (String word : text.split(" ", -1)) {
      if (column + 1 + word.length() > WIDTH) {
        out.append(first ? "" : "\n").repeat(' ', indent).append(word);
        column = indent + word.length();
      } else {
        out.append(' ').append(word);
        column += 1 + word.length();
      }
      first = false;
    }
    out.append('\n');
  }
}
