package io.beanpod.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of {@code securityContext.sysctls}: a parameter of the pod's namespaces.
 *
 * @param name with dots, such as {@code net.ipv4.ip_local_port_range}; a dot inside a word, as in
 *     the name of a network interface, is a slash
 * @see <a href="https://man7.org/linux/man-pages/man8/sysctl.8.html">sysctl(8)</a>
 */
public record Sysctl(String name, String value) {
  static final String FIELD = "sysctls";

  private static final int MAX_LENGTH = 253;

  static List<Sysctl> decode(Fields securityContext) {
    List<Sysctl> sysctls = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fields fields : securityContext.objects(FIELD)) {
      Optional<String> name = fields.requiredString("name");
      if (name.isPresent() && !isValid(name.get())) {
        fields.problem(
            "name",
            "\""
                + name.get()
                + "\" is not valid: must have at most 253 characters and match regex"
                + " ([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?");
      } else if (name.isPresent() && !names.add(name.get())) {
        fields.problem("name", "duplicate sysctl \"" + name.get() + "\"");
      }
      if (!fields.has("value")) { // an empty one is a value: no reserved ports, for one
        fields.problem("value", "required, but missing");
      }
      sysctls.add(new Sysctl(dotted(name.orElse("")), fields.string("value").orElse("")));
      fields.end();
    }
    return sysctls;
  }

  private static boolean isValid(String name) {
    boolean valid = name.length() <= MAX_LENGTH;
    for (int i = 0; i <= name.length(); i++) {
      char c = at(name, i);
      boolean inner = c == '-' || c == '_';
      boolean separator = c == '.' || c == '/';
      valid &= inner || separator || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      // A word begins and ends with a letter or digit.
      char before = i == 0 ? '.' : at(name, i - 1);
      boolean afterSeparator = before == '.' || before == '/';
      valid &= !(separator || inner) || !afterSeparator;
      valid &= !separator || (before != '-' && before != '_');
    }
    return valid;
  }

  /** The name with a separator behind it, which ends its last word. */
  private static char at(String name, int i) {
    return i < name.length() ? name.charAt(i) : '.';
  }

  /** Of a name whose first separator is a slash, slashes and dots change places. */
  private static String dotted(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    return slash < 0 || (dot >= 0 && dot < slash) ? name : swapped(name);
  }

  private static String swapped(String name) {
    return name.replace('.', '\0').replace('/', '.').replace('\0', '/');
  }

  /** Its file below {@code /proc/sys}. */
  public String file() {
    return swapped(name);
  }
}
