package io.beanpod.pod;

import io.beanpod.model.Container;
import io.beanpod.model.Pod;
import io.beanpod.model.SeccompProfile;
import io.beanpod.security.SeccompFilters;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out which seccomp filter each container of a pod gets. */
final class SeccompPlanner {
  private final Root root;
  private final Pod pod;
  private final Optional<RuntimeState> running;
  private Optional<SeccompFilters> filters = Optional.empty();

  /**
   * One for a pod.
   *
   * @param running what its pause has made of it, if there is one
   */
  SeccompPlanner(Root root, Pod pod, Optional<RuntimeState> running) {
    this.root = root;
    this.pod = pod;
    this.running = running;
  }

  /**
   * The file of a container's filter. A privileged one has none, whatever its profile, as with
   * containerd. A container that is there keeps its own: its profile may be gone by now, which is
   * no reason to refuse the pod a label.
   *
   * @param capabilities that it may have, as a bit mask
   * @return empty: Unconfined
   * @throws IOException naming the container's field if its profile can't be had
   */
  Optional<Path> filter(Container container, long capabilities) throws IOException {
    Optional<RuntimeState.Container> there = running.flatMap(r -> r.container(container.name()));
    if (there.isPresent()) {
      return there.get().seccompFilter();
    }
    Optional<SeccompProfile> own = container.securityContext().seccompProfile();
    Optional<SeccompProfile> ofPod = pod.spec().securityContext().seccompProfile();
    SeccompProfile profile = own.or(() -> ofPod).orElse(SeccompProfile.DEFAULT);
    if (container.securityContext().privileged()
        || profile.type() == SeccompProfile.Type.Unconfined) {
      return Optional.empty();
    }
    try {
      if (filters.isEmpty()) {
        filters = Optional.of(new SeccompFilters(root));
      }
      return Optional.of(
          profile.type() == SeccompProfile.Type.Localhost
              ? filters.get().localhost(profile.localhostProfile().orElseThrow(), capabilities)
              : filters.get().runtimeDefault(capabilities));
    } catch (IOException e) {
      String where = own.isEmpty() && ofPod.isPresent() ? "spec" : container.path();
      throw new IOException(where + ".securityContext.seccompProfile: " + e.getMessage(), e);
    }
  }
}
