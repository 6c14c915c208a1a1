package io.beanpod.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who an image's User is, by the image's own /etc/passwd and /etc/group; never the host's, where
 * the same name may be somebody else.
 *
 * <p>The files are an image's and so anybody's: a line that is not well formed (too few fields, an
 * id that is not a number from 0 to 4294967294) is no user and no group, never user 0.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/passwd.5.html">passwd(5)</a>
 * @see <a href="https://man7.org/linux/man-pages/man5/group.5.html">group(5)</a>
 */
public final class UserLookup {
  private static final int MAX_FILE = 1 << 20;
  private static final long MAX_ID = 0xffff_fffeL;

  /**
   * A user to run as.
   *
   * @param uid 0 to 4294967294; as all ids here
   * @param gid the primary group
   * @param groups supplementary groups from /etc/group, ascending, without {@code gid}
   * @param home its home directory, {@code /} if the image does not say
   */
  public record Identity(long uid, long gid, List<Long> groups, String home) {
    /** Copies the groups. */
    public Identity {
      groups = List.copyOf(groups);
    }
  }

  private record Entry(String name, long uid, long gid, String home) {}

  private record Group(String name, long gid, List<String> members) {}

  private final LayerView view;

  /**
   * @param layers of the image, the lowest first, as {@link Image#layers} has them
   */
  public UserLookup(List<Path> layers) {
    view = new LayerView(layers);
  }

  /**
   * Looks a user up.
   *
   * @param user {@code USER[:GROUP]}, each a name or a number; empty means root
   * @throws ImageException if a name is not in the image, or a number is out of range
   */
  public Identity lookup(String user) throws IOException {
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    String group = colon < 0 ? "" : user.substring(colon + 1);
    Optional<Entry> entry = user(name.isEmpty() ? "0" : name);
    long uid = entry.isPresent() ? entry.get().uid() : id(name, user, "user", "/etc/passwd");
    List<Group> groups = groups();
    long gid = entry.isPresent() ? entry.get().gid() : 0;
    if (!group.isEmpty()) {
      gid = group(groups, group, user);
    }
    TreeSet<Long> supplementary = new TreeSet<>();
    // As containerd: an explicit group stands alone.
    if (entry.isPresent() && group.isEmpty()) {
      for (Group one : groups) {
        if (one.members().contains(entry.get().name())) {
          supplementary.add(one.gid());
        }
      }
      supplementary.remove(gid);
    }
    return new Identity(
        uid, gid, new ArrayList<>(supplementary), entry.map(Entry::home).orElse("/"));
  }

  /**
   * A number is an id, as for containerd: a user who is called 1000 may be user 0. The first line
   * wins.
   */
  private Optional<Entry> user(String user) throws IOException {
    long number = number(user);
    for (String line : lines("/etc/passwd")) {
      List<String> fields = fields(line);
      if (fields.size() < 6 || fields.get(0).isEmpty()) {
        continue;
      }
      long uid = number(fields.get(2));
      long gid = number(fields.get(3));
      if (uid < 0 || gid < 0) {
        continue;
      }
      String home = fields.get(5).startsWith("/") ? fields.get(5) : "/";
      Entry entry = new Entry(fields.get(0), uid, gid, home);
      if (number < 0 ? entry.name().equals(user) : uid == number) {
        return Optional.of(entry);
      }
    }
    return number == 0 ? Optional.of(new Entry("root", 0, 0, "/")) : Optional.empty();
  }

  private List<Group> groups() throws IOException {
    List<Group> groups = new ArrayList<>();
    for (String line : lines("/etc/group")) {
      List<String> fields = fields(line);
      if (fields.size() >= 4 && !fields.get(0).isEmpty() && number(fields.get(2)) >= 0) {
        groups.add(new Group(fields.get(0), number(fields.get(2)), split(fields.get(3), ',')));
      }
    }
    return groups;
  }

  private static long group(List<Group> groups, String group, String user) throws ImageException {
    if (number(group) < 0) {
      for (Group one : groups) {
        if (one.name().equals(group)) {
          return one.gid();
        }
      }
    }
    return id(group, user, "group", "/etc/group");
  }

  private static long id(String text, String user, String kind, String file) throws ImageException {
    long id = number(text);
    if (id < 0) {
      throw new ImageException(
          "user \""
              + user
              + "\": the image's "
              + file
              + " has no "
              + kind
              + " \""
              + text
              + "\"; allowed are its names and the numbers 0 to "
              + MAX_ID);
    }
    return id;
  }

  private List<String> lines(String file) throws IOException {
    Optional<byte[]> content = view.read(file, MAX_FILE);
    return content.isEmpty()
        ? List.of()
        : split(new String(content.get(), StandardCharsets.UTF_8), '\n');
  }

  private static List<String> fields(String line) {
    return split(line, ':');
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == separator) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    return parts;
  }

  /** Plain decimal digits up to 4294967294; -1 for anything else, a sign or a space too. */
  private static long number(String text) {
    if (text.isEmpty() || text.length() > 10) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value <= MAX_ID ? value : -1;
  }
}
