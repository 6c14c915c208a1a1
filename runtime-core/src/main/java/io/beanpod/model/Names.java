package io.beanpod.model;

import io.beanpod.linux.IpAddress;

/**
 * The rules for names of Kubernetes' {@code apimachinery/pkg/util/validation}.
 *
 * <p>Each method answers with what is allowed, as the end of an error message, or with an empty
 * string where the name is valid.
 */
public final class Names {
  /** What each method answers of a valid name. */
  public static final String VALID = "";

  private static final int MAX_LABEL = 63;
  private static final int MAX_SUBDOMAIN = 253;

  private static final String LABEL =
      "lower-case letters, digits and -, beginning and ending with a letter or digit,"
          + " at most 63 characters";
  private static final String SERVICE =
      "lower-case letters, digits and -, beginning with a letter and ending with a letter or digit,"
          + " at most 63 characters";
  private static final String SUBDOMAIN =
      "lower-case letters, digits, - and ., every part beginning and ending with a letter or"
          + " digit, at most 253 characters";
  private static final String QUALIFIED =
      "letters, digits, -, _ and ., beginning and ending with a letter or digit, at most 63"
          + " characters, after an optional DNS name and /";
  private static final String LABEL_VALUE =
      "letters, digits, -, _ and ., beginning and ending with a letter or digit, at most 63"
          + " characters, or nothing";
  private static final String PORT =
      "lower-case letters, digits and single -, beginning and ending with a letter or digit,"
          + " at least one letter, at most 15 characters";
  private static final String DATA_KEY =
      "letters, digits, -, _ and ., not . and not beginning with .., at most 253 characters";
  private static final String ENV = "printable ASCII characters other than =, at least one";

  private static final String SEARCH =
      "lower-case letters, digits, -, _ and ., every part beginning with a letter or digit, or _ and"
          + " one of them, and ending with a letter or digit, at most 253 characters, or a single .";
  private static final String ADDRESS = "a valid IP address, such as 10.9.8.7 or 2001:db8::ffff";
  private static final String HEADER = "letters, digits and -, at least one";

  private Names() {}

  /** RFC 1123 label: the names of containers, namespaces and hosts. */
  public static String label(String name) {
    return name.length() <= MAX_LABEL && isLabel(name, 0, name.length()) ? VALID : LABEL;
  }

  /** RFC 1035 label: the names of Services, which begin with a letter. */
  public static String serviceName(String name) {
    boolean letter = !name.isEmpty() && name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
    return letter ? label(name) : SERVICE;
  }

  /** RFC 1123 subdomain: the names of pods. */
  public static String subdomain(String name) {
    return isSubdomain(name) ? VALID : SUBDOMAIN;
  }

  /**
   * A domain that names are looked up in: with underscores since Kubernetes 1.32, which DNS has.
   */
  static String search(String domain) {
    int end = domain.endsWith(".") ? domain.length() - 1 : domain.length();
    return domain.equals(".") || isSearch(domain.substring(0, end)) ? VALID : SEARCH;
  }

  /** An IPv4 or IPv6 address, without a zone. */
  public static String address(String text) {
    return IpAddress.parse(text).isPresent() ? VALID : ADDRESS;
  }

  /** The key of a label or an annotation: {@code app}, {@code app.kubernetes.io/name}. */
  public static String labelKey(String key) {
    int slash = key.indexOf('/');
    boolean prefix = slash < 0 || isSubdomain(key.substring(0, slash));
    String name = key.substring(slash + 1);
    return prefix && !name.isEmpty() && isLabelText(name) ? VALID : QUALIFIED;
  }

  public static String labelValue(String value) {
    return value.isEmpty() || isLabelText(value) ? VALID : LABEL_VALUE;
  }

  /** RFC 6335 service name. */
  public static String portName(String name) {
    boolean letter = false;
    for (int at = 0; at < name.length(); at++) {
      letter |= name.charAt(at) >= 'a' && name.charAt(at) <= 'z';
    }
    boolean valid =
        letter && name.length() <= 15 && !name.contains("--") && isLabel(name, 0, name.length());
    return valid ? VALID : PORT;
  }

  /** As relaxed in Kubernetes 1.34; C_IDENTIFIER before. */
  static String envName(String name) {
    boolean valid = !name.isEmpty();
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      valid &= c >= ' ' && c < 0x7f && c != '=';
    }
    return valid ? VALID : ENV;
  }

  /** A key of a ConfigMap or a Secret, which may become the name of a file. */
  static String dataKey(String key) {
    boolean valid = !key.isEmpty() && key.length() <= MAX_SUBDOMAIN;
    for (int at = 0; at < key.length(); at++) {
      char c = key.charAt(at);
      valid &=
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.';
    }
    return valid && !key.equals(".") && !key.startsWith("..") ? VALID : DATA_KEY;
  }

  /** The name of a line of an HTTP request. */
  static String httpHeader(String name) {
    boolean valid = !name.isEmpty();
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      valid &=
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }
    return valid ? VALID : HEADER;
  }

  private static boolean isSubdomain(String name) {
    if (name.length() > MAX_SUBDOMAIN) {
      return false;
    }
    int start = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
      if (!isLabel(name, start, dot)) {
        return false;
      }
      start = dot + 1;
    }
    return isLabel(name, start, name.length());
  }

  private static boolean isSearch(String domain) {
    // What an underscore may stand for is a -, but at the beginning of a part it is one more.
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < domain.length(); at++) {
      boolean start = at == 0 || domain.charAt(at - 1) == '.';
      if (domain.charAt(at) != '_') {
        plain.append(domain.charAt(at));
      } else if (!start) {
        plain.append('-');
      }
    }
    return domain.length() <= MAX_SUBDOMAIN && isSubdomain(plain.toString());
  }

  private static boolean isLabel(String text, int start, int end) {
    for (int at = start; at < end; at++) {
      char c = text.charAt(at);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!alphanumeric && (c != '-' || at == start || at == end - 1)) {
        return false;
      }
    }
    return end > start;
  }

  private static boolean isLabelText(String text) {
    int last = text.length() - 1;
    for (int at = 0; at <= last; at++) {
      char c = text.charAt(at);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean inner = c == '-' || c == '_' || c == '.';
      if (!alphanumeric && (!inner || at == 0 || at == last)) {
        return false;
      }
    }
    return last < MAX_LABEL;
  }
}
