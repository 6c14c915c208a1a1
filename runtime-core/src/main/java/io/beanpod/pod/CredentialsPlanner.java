package io.beanpod.pod;

import io.beanpod.container.Credentials;
import io.beanpod.image.Image;
import io.beanpod.image.UserLookup;
import io.beanpod.model.Container;
import io.beanpod.model.FsGroup;
import io.beanpod.model.PodSecurityContext;
import io.beanpod.model.PodSecurityContext.SupplementalGroupsPolicy;
import io.beanpod.model.RunAs;
import io.beanpod.model.SecurityContext;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out whom the containers of a pod run as. */
final class CredentialsPlanner {
  private static final int NGROUPS_MAX = 65536;

  private final PodSecurityContext ofPod;
  private final String pod;

  /**
   * @param ofPod what holds for containers that say nothing themselves
   * @param pod as the kubelet names it in messages: {@code web_default(UID)}
   */
  CredentialsPlanner(PodSecurityContext ofPod, String pod) {
    this.ofPod = ofPod;
    this.pod = pod;
  }

  /**
   * Whom one runs as.
   *
   * @param home its home directory in the image
   * @param refusal why it may not run; empty: it may
   */
  record Planned(Credentials credentials, String home, Optional<String> refusal) {}

  /**
   * Plans one container.
   *
   * @throws IOException naming the container's image if that does not have the user it asks for
   */
  Planned plan(Container c, Image image) throws IOException {
    SecurityContext context = c.securityContext();
    RunAs runAs = context.runAs().over(ofPod.runAs());
    String ofImage = image.config().user();
    UserLookup.Identity user;
    try {
      user = new UserLookup(image.layers()).lookup(wanted(runAs, ofImage));
    } catch (IOException e) {
      throw new IOException(c.path() + ".image: " + e.getMessage(), e);
    }
    int gid = id(c, runAs.group().orElse(user.gid()));
    Credentials who =
        new Credentials(
            id(c, user.uid()),
            gid,
            groups(c, gid, user.groups()),
            CapabilityPlanner.granted(context),
            !context.allowPrivilegeEscalation());
    return new Planned(who, user.home(), refusal(c, runAs, ofImage, user.uid()));
  }

  /** The image's group counts only where nothing is said, neither of the user nor of the group. */
  private static String wanted(RunAs runAs, String ofImage) {
    if (runAs.user().isPresent()) {
      return Long.toString(runAs.user().getAsLong());
    }
    return runAs.group().isPresent() ? userOnly(ofImage) : ofImage;
  }

  private static String userOnly(String ofImage) {
    int colon = ofImage.indexOf(':');
    return colon < 0 ? ofImage : ofImage.substring(0, colon);
  }

  /**
   * The kubelet's verifyRunAsNonRoot, with its words. It knows an image's user by number only, and
   * so does not trust a name, which the image's own /etc/passwd may give the id 0.
   */
  private Optional<String> refusal(Container c, RunAs runAs, String ofImage, long uid) {
    if (!runAs.nonRoot().orElse(false)) {
      return Optional.empty();
    }
    String where = " (pod: \"" + pod + "\", container: " + c.name() + ")";
    if (runAs.user().isPresent()) {
      return runAs.user().getAsLong() == 0
          ? Optional.of("container's runAsUser breaks non-root policy" + where)
          : Optional.empty();
    }
    String user = userOnly(ofImage);
    if (!isNumber(user)) {
      return Optional.of(
          "container has runAsNonRoot and image has non-numeric user ("
              + user
              + "), cannot verify user is non-root"
              + where);
    }
    return user.isEmpty() || uid == 0
        ? Optional.of("container has runAsNonRoot and image will run as root" + where)
        : Optional.empty();
  }

  /** One that {@link UserLookup} has taken, or nothing at all. */
  private static boolean isNumber(String user) {
    boolean digits = true;
    for (int i = 0; i < user.length(); i++) {
      digits &= user.charAt(i) >= '0' && user.charAt(i) <= '9';
    }
    return digits;
  }

  /**
   * The group itself is one of them: else a process could leave it, and with it what the group must
   * not do (CVE-2023-25173).
   */
  private List<Integer> groups(Container c, int gid, List<Long> ofUser) throws IOException {
    Set<Integer> groups = new LinkedHashSet<>();
    groups.add(gid);
    if (ofPod.supplementalGroupsPolicy() == SupplementalGroupsPolicy.Merge) {
      for (long group : ofUser) {
        groups.add(id(c, group));
      }
    }
    for (long group : ofPod.supplementalGroups()) {
      groups.add((int) group);
    }
    Optional<FsGroup> fsGroup = ofPod.fsGroup();
    if (fsGroup.isPresent()) {
      groups.add(fsGroup.get().gid());
    }
    if (groups.size() > NGROUPS_MAX) {
      throw new IOException(
          c.path() + ".image: its /etc/group has the user in more than " + NGROUPS_MAX + " groups");
    }
    return List.copyOf(groups);
  }

  /** Kubernetes' range of user and group ids. */
  private static int id(Container c, long id) throws IOException {
    if (id > Integer.MAX_VALUE) {
      throw new IOException(
          c.path() + ".image: its user or group id " + id + " is above 2147483647");
    }
    return (int) id;
  }
}
