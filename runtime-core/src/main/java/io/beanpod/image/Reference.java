package io.beanpod.image;

/**
 * An image's name, in full, as Docker and Kubernetes read it: {@code nginx} is {@code
 * docker.io/library/nginx:latest}.
 *
 * @param repository registry and path, for example {@code docker.io/library/nginx}
 * @param tag empty if only a digest was given
 * @param digest of the manifest or index, {@code sha256:…}; empty if none was given
 * @see <a href="https://pkg.go.dev/github.com/distribution/reference">the grammar</a>
 */
public record Reference(String repository, String tag, String digest) {
  private static final String DEFAULT_REGISTRY = "docker.io";
  private static final int MAX_REPOSITORY = 255;
  private static final int MAX_TAG = 128;

  /**
   * Reads any spelling of a name.
   *
   * @throws ImageException for what is not a name, with what is allowed
   */
  public static Reference parse(String text) throws ImageException {
    String rest = text;
    String digest = "";
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = Digest.parse(rest.substring(at + 1), "image name \"" + text + "\"").toString();
      rest = rest.substring(0, at);
    }
    String tag = "";
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
      if (!isTag(tag)) {
        throw bad(
            text,
            "a tag has 1 to 128 letters, digits, _ . - and begins with a letter, a digit or _");
      }
    } else if (digest.isEmpty()) {
      tag = "latest";
    }
    String repository = repository(rest, text);
    if (repository.length() > MAX_REPOSITORY) {
      throw bad(text, "registry and path have 255 characters at most");
    }
    return new Reference(repository, tag, digest);
  }

  /** In full; {@code repository:tag} or {@code repository@digest} or both. */
  @Override
  public String toString() {
    return repository + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
  }

  private static String repository(String rest, String text) throws ImageException {
    int slash = rest.indexOf('/');
    String first = slash < 0 ? "" : rest.substring(0, slash);
    boolean registry =
        first.indexOf('.') >= 0
            || first.indexOf(':') >= 0
            || first.equals("localhost")
            || hasUpperCase(first);
    String host = registry ? first : DEFAULT_REGISTRY;
    String path = registry ? rest.substring(slash + 1) : rest;
    if (host.equals("index.docker.io")) {
      host = DEFAULT_REGISTRY;
    }
    if (!isHost(host)) {
      throw bad(text, "a registry is a host name or address, with :PORT if need be");
    }
    if (!isPath(path)) {
      throw bad(
          text,
          "a path has parts of lower-case letters and digits, joined by . _ __ or -, with / between"
              + " them, for example registry.example:5000/team/app:1.0");
    }
    if (host.equals(DEFAULT_REGISTRY) && path.indexOf('/') < 0) {
      if (Digest.isHex(path, 0, 64)) {
        throw bad(text, "64 hexadecimal digits would be taken for an image id");
      }
      path = "library/" + path;
    }
    return host + "/" + path;
  }

  private static boolean isPath(String path) {
    boolean partStarts = true; // a letter or digit must come now
    int i = 0;
    while (i < path.length()) {
      char c = path.charAt(i);
      if (isLowerOrDigit(c)) {
        partStarts = false;
        i++;
      } else if (partStarts) {
        return false;
      } else {
        int end = i;
        while (end < path.length() && path.charAt(end) == c) {
          end++;
        }
        int run = end - i;
        boolean joins = c == '-' || (run == 1 && (c == '.' || c == '/')) || (c == '_' && run <= 2);
        if (!joins) {
          return false;
        }
        partStarts = true;
        i = end;
      }
    }
    return !partStarts;
  }

  private static boolean isHost(String host) {
    int colon = host.lastIndexOf(':');
    boolean bracketed = host.startsWith("[");
    if (bracketed && host.indexOf(']') < 0) {
      return false;
    }
    boolean hasPort = colon > host.indexOf(']');
    String name = hasPort ? host.substring(0, colon) : host;
    if (hasPort && !isPort(host.substring(colon + 1))) {
      return false;
    }
    if (bracketed) {
      return name.endsWith("]") && isIpv6(name.substring(1, name.length() - 1));
    }
    char before = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean ok =
          isLowerOrDigit(c)
              || (c >= 'A' && c <= 'Z')
              || (c == '-' && before != '.')
              || (c == '.' && before != '.' && before != '-');
      if (!ok) {
        return false;
      }
      before = c;
    }
    return before != '.' && before != '-';
  }

  private static boolean isPort(String port) {
    boolean digits = !port.isEmpty() && port.length() <= 5;
    for (int i = 0; i < port.length() && digits; i++) {
      digits = port.charAt(i) >= '0' && port.charAt(i) <= '9';
    }
    return digits;
  }

  private static boolean isIpv6(String address) {
    boolean ok = !address.isEmpty();
    for (int i = 0; i < address.length() && ok; i++) {
      ok = address.charAt(i) == ':' || Character.digit(address.charAt(i), 16) >= 0;
    }
    return ok;
  }

  private static boolean isTag(String tag) {
    boolean ok = !tag.isEmpty() && tag.length() <= MAX_TAG;
    for (int i = 0; i < tag.length() && ok; i++) {
      char c = tag.charAt(i);
      ok =
          isLowerOrDigit(c)
              || (c >= 'A' && c <= 'Z')
              || c == '_'
              || (i > 0 && (c == '.' || c == '-'));
    }
    return ok;
  }

  private static boolean hasUpperCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 'A' && text.charAt(i) <= 'Z') {
        return true;
      }
    }
    return false;
  }

  private static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static ImageException bad(String text, String allowed) {
    return new ImageException("image name \"" + text + "\" is not valid: " + allowed);
  }
}
