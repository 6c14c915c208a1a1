package io.beanpod.copy;

import io.beanpod.linux.FileStat;
import java.util.Optional;

/**
 * What of a file's ownership and permissions is kept, and which symlinks are copied.
 *
 * @param confined whether a symlink that leads out of the copy is left out
 * @param keepOwner whether the copies get the owners of the originals
 * @param owner who gets them otherwise; empty: who copies
 * @param modeMask the permissions that a copy may have, for example {@code 0777}
 */
public record CopyRules(boolean confined, boolean keepOwner, Optional<Owner> owner, int modeMask) {
  private static final int ALL = 07777;
  private static final int UMASK = 0022;

  /**
   * Numeric ids.
   *
   * @param uid user id
   * @param gid group id
   */
  public record Owner(int uid, int gid) {}

  /**
   * Out of a container: the copies are the caller's, and never set-user-id, since they could be
   * anything. CVE-2019-1002101, CVE-2019-11246: no symlink that leads elsewhere.
   */
  public static CopyRules fromContainer() {
    return new CopyRules(true, false, Optional.empty(), 0777);
  }

  /**
   * Into a container, as tar would do it that runs as the container's user: only root can give
   * files away.
   *
   * @param preserve whether to keep what can be kept
   */
  public static CopyRules intoContainer(Owner user, boolean preserve) {
    boolean keepOwner = preserve && user.uid() == 0;
    return new CopyRules(
        false,
        keepOwner,
        keepOwner ? Optional.empty() : Optional.of(user),
        preserve ? ALL : 0777 & ~UMASK);
  }

  /** Who owns a copy; empty: who copies. */
  Optional<Owner> ownerOf(FileStat original) {
    return keepOwner ? Optional.of(new Owner(original.uid(), original.gid())) : owner;
  }

  /**
   * Whether a symlink stays within the copy.
   *
   * @param depth how many directories of the copy are above the symlink
   */
  static boolean staysWithin(String target, int depth) {
    if (target.startsWith("/")) {
      return false;
    }
    int left = depth;
    boolean down = false;
    for (String name : target.split("/", -1)) {
      if (name.equals("..")) {
        // Behind a name, which may be a symlink itself, nobody knows where ".." leads.
        if (down || --left < 0) {
          return false;
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        down = true;
      }
    }
    return true;
  }
}
