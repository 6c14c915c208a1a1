package io.beanpod.config;

import java.util.Map;

/**
 * {@code $(NAME)} in env, command and args, by Kubernetes' rules: replaced where NAME is known,
 * left as it stands where it is not, and {@code $$} is a plain dollar, so that {@code $$(NAME)}
 * never is a reference.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/">dependent
 *     variables</a>
 */
public final class VariableExpansion {
  private VariableExpansion() {}

  /** The text with all that is known replaced. */
  public static String expand(String text, Map<String, String> variables) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      int end = c == '$' && next == '(' ? text.indexOf(')', at + 2) : -1;
      if (c == '$' && next == '$') {
        out.append('$');
        at += 2;
      } else if (end > 0) {
        String name = text.substring(at + 2, end);
        String value = variables.get(name);
        out.append(value == null ? text.substring(at, end + 1) : value);
        at = end + 1;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }
}
