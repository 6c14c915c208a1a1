package io.beanpod.volume;

import io.beanpod.config.AtomicWriter;
import io.beanpod.config.ConfigObjects;
import io.beanpod.config.Content;
import io.beanpod.config.ContentPlan;
import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Mounts;
import io.beanpod.linux.SyscallException;
import io.beanpod.model.FsGroup;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * {@code configMap}, {@code secret}, {@code downwardAPI} and {@code projected}: files that the
 * pause writes, and writes again when what they come from has changed. Containers only read them.
 *
 * <p>All but a configMap lie in a tmpfs in the pause's mount namespace: never on a disk, where the
 * kernel can tell so not in swap either, and gone with the pause, however that ends.
 */
final class ContentVolume implements PodVolume {
  private static final int READABLE = 0755; // only the pause writes
  private static final String TMPFS = "mode=0755";
  private static final String WITHOUT_SWAP = ",noswap"; // since Linux 6.4

  private final Root root;
  private final String namespace;
  private final Path directory;
  private final boolean memory;
  private final AtomicWriter writer;
  private ContentPlan plan;
  private boolean mounted;
  private boolean written;
  private boolean immutable;

  ContentVolume(
      Root root,
      String namespace,
      Path directory,
      VolumePlan.Content volume,
      Optional<FsGroup> group) {
    this.root = root;
    this.namespace = namespace;
    this.directory = directory;
    memory = volume.memory();
    plan = volume.content();
    writer = new AtomicWriter(directory, top -> own(top, group));
  }

  private static void own(Fd top, Optional<FsGroup> group) throws SyscallException {
    if (group.isPresent()) {
      FsGroupOwnership.applyReadOnly(top, group.get());
    }
  }

  /** Whether it has files whose text comes with the pod. */
  boolean hasTexts() {
    return plan.hasTexts();
  }

  /** The ids of the objects that it comes from. */
  Set<String> objects() {
    return plan.objects();
  }

  /** Whether it is to be written again when these objects have changed; none: any may have. */
  boolean follows(Set<String> changed) {
    return written
        && !immutable
        && (changed.isEmpty()
            ? !plan.objects().isEmpty()
            : !Collections.disjoint(plan.objects(), changed));
  }

  /** What is to be in it from now on. */
  void become(ContentPlan newPlan) {
    plan = newPlan;
  }

  /** Writes what is another one by now. */
  void write(ConfigObjects objects) throws IOException {
    Content content = Content.of(plan, objects);
    writer.write(content.files(), Instant.now());
    immutable = content.immutable();
    written = true;
  }

  @Override
  public void setUp() throws IOException {
    new VolumeDirectory(directory).make();
    if (memory && !mounted) {
      mount();
      mounted = true;
    } else if (!memory) {
      At.fchmodat(Fd.of(Fd.AT_FDCWD), directory.toString(), READABLE); // whatever the umask says
    }
    write(new ConfigObjects(root, namespace));
  }

  private void mount() throws SyscallException {
    try {
      Mounts.mount("tmpfs", directory.toString(), "tmpfs", 0, TMPFS + WITHOUT_SWAP);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EINVAL) {
        throw e;
      }
      Mounts.mount("tmpfs", directory.toString(), "tmpfs", 0, TMPFS);
    }
  }

  @Override
  public Fd open() throws IOException {
    return Fd.open(directory.toString(), Fd.O_PATH | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0);
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public void tearDown() throws IOException {
    if (mounted) {
      Mounts.detach(directory.toString());
      mounted = false;
    }
  }
}
