package io.beanpod.object;

import io.beanpod.linux.Flock;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings claims and volumes together, as the controllers of PersistentVolumes do: binds claims to
 * volumes that are there, makes volumes for claims of the class {@code local}, and gives back the
 * volumes of claims that are gone. Nothing runs in between: it is done whenever one of them
 * changes, and with every garbage collection.
 *
 * <p>An object that can't be dealt with keeps nobody from the others: it stays as it is, and why is
 * told on standard error.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/storage/persistent-volumes/#lifecycle-of-a-volume-and-claim">lifecycle
 *     of a volume and claim</a>
 */
public final class VolumeBinder {
  /** What is done with one object. */
  private interface Step {
    void run() throws IOException;
  }

  private final Root root;
  private final Consumer<String> removed;
  private final ObjectStore store;
  private final LocalProvisioner provisioner;
  private final List<VolumeObject> volumes = new ArrayList<>();
  private final List<ClaimObject> claims = new ArrayList<>();
  private final List<VolumeObject> deletable = new ArrayList<>();

  private VolumeBinder(Root root, Consumer<String> removed) {
    this.root = root;
    this.removed = removed;
    store = new ObjectStore(root);
    provisioner = new LocalProvisioner(root);
  }

  /** Does all that is to be done now. Takes the change lock. */
  public static void run(Root root) throws IOException {
    run(root, name -> {});
  }

  /**
   * The same.
   *
   * @param removed is told of each object that is gone: its kind and, quoted, its name
   */
  public static void run(Root root, Consumer<String> removed) throws IOException {
    Files.createDirectories(root.run());
    VolumeBinder binder = new VolumeBinder(root, removed);
    try (Flock alone = Flock.exclusive(root.changeLock())) {
      binder.work();
    }
    for (VolumeObject volume : binder.deletable) {
      binder.attempt(volume.stored(), () -> binder.delete(volume));
    }
  }

  private void work() throws IOException {
    for (StoredObject claim : store.listReadable(ObjectKind.PERSISTENT_VOLUME_CLAIM, this::tell)) {
      claims.add(new ClaimObject(claim));
    }
    for (StoredObject volume : store.listReadable(ObjectKind.PERSISTENT_VOLUME, this::tell)) {
      volumes.add(new VolumeObject(volume));
    }
    for (ClaimObject claim : new ArrayList<>(claims)) {
      attempt(claim.stored(), () -> look(claim));
    }
    for (VolumeObject volume : new ArrayList<>(volumes)) {
      attempt(volume.stored(), () -> reclaim(volume));
    }
    for (ClaimObject claim : claims) {
      if (!claim.isBound() && !claim.isBeingDeleted()) {
        attempt(claim.stored(), () -> bind(claim));
      }
    }
  }

  private void attempt(StoredObject object, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      tell(new IOException(SystemMetadata.name(object) + ": " + e.getMessage(), e));
    }
  }

  private void tell(IOException trouble) {
    System.err.println("beanpod: warning: " + trouble.getMessage());
  }

  /** Removes a claim that may go; gives one that is bound what it has lost. */
  private void look(ClaimObject claim) throws IOException {
    if (isGone(claim)) {
      store.remove(claim.stored());
      claims.remove(claim);
      removed.accept(
          "persistentvolumeclaim \"" + claim.stored().namespace() + "/" + claim.name() + '"');
    } else if (claim.isBound()) {
      keep(claim);
    }
  }

  /** Whether it was asked to go, by a user or with the pod that it belongs to, and now may. */
  private boolean isGone(ClaimObject claim) throws IOException {
    boolean asked = claim.isBeingDeleted() || EphemeralClaims.isOrphan(root, claim.stored());
    return asked && !ClaimUse.isUsed(root, claim.stored());
  }

  /** Whoever took the claim out of its volume: what is in that is still the claim's. */
  private void keep(ClaimObject claim) throws IOException {
    Optional<VolumeObject> volume = named(claim.volumeName());
    if (volume.isPresent() && volume.get().isWithout(claim)) {
      replace(volume.get(), volume.get().boundTo(claim));
    } else if (volume.isPresent()
        ? !volume.get().claimUid().equals(claim.uid())
        : find(claim.volumeName()).isEmpty()) {
      write(claim.lost());
    }
  }

  /** As it is stored now; fails where it can't be read. */
  private Optional<StoredObject> find(String volume) throws IOException {
    return store.find(ObjectKind.PERSISTENT_VOLUME, "", volume);
  }

  private Optional<VolumeObject> named(String name) {
    for (VolumeObject volume : volumes) {
      if (volume.name().equals(name)) {
        return Optional.of(volume);
      }
    }
    return Optional.empty();
  }

  /** Whether the claim that has it is gone; fails where that can't be read. */
  private boolean isReleased(VolumeObject volume) throws IOException {
    for (ClaimObject claim : claims) {
      if (claim.uid().equals(volume.claimUid())) {
        return false;
      }
    }
    Optional<StoredObject> successor =
        store.find(ObjectKind.PERSISTENT_VOLUME_CLAIM, volume.claimNamespace(), volume.claimName());
    return successor.isEmpty() || !successor.get().uid().equals(volume.claimUid());
  }

  /** A volume whose claim is gone stays as it is, for somebody to look at, or goes too. */
  private void reclaim(VolumeObject volume) throws IOException {
    if (volume.claimUid().isEmpty()) {
      if (volume.isBeingDeleted()) {
        remove(volume);
      } else {
        become(volume, "Available", "");
      }
    } else if (isReleased(volume)) {
      if (volume.spec().deleted() && provisioner.made(volume)) {
        deletable.add(volume);
      } else if (volume.isBeingDeleted()) {
        remove(volume);
      } else if (volume.spec().deleted()) {
        become(
            volume,
            "Failed",
            volume.spec().path() + " was not made by Beanpod: remove it, and the object, by hand");
      } else {
        become(volume, "Released", "");
      }
    }
  }

  /** Without the lock, which all commands that change anything wait for: it may take long. */
  private void delete(VolumeObject volume) throws IOException {
    Optional<IOException> failure = Optional.empty();
    try {
      provisioner.delete(volume);
    } catch (IOException e) {
      failure = Optional.of(e); // tried again whenever this runs
    }
    try (Flock alone = Flock.exclusive(root.changeLock())) {
      Optional<StoredObject> now = find(volume.name());
      if (now.isEmpty() || !now.get().uid().equals(volume.stored().uid())) {
        return; // another command was faster
      }
      if (failure.isEmpty()) {
        remove(new VolumeObject(now.get()));
      } else if (become(new VolumeObject(now.get()), "Failed", failure.get().getMessage())) {
        throw failure.get(); // told once, and by its status from then on
      }
    }
  }

  private void remove(VolumeObject volume) throws IOException {
    store.remove(volume.stored());
    Files.deleteIfExists(root.volumeLock(volume.name()));
    volumes.remove(volume);
    removed.accept("persistentvolume \"" + volume.name() + '"');
  }

  /** Whether it was another one. */
  private boolean become(VolumeObject volume, String phase, String message) throws IOException {
    boolean changed = !volume.phase().equals(phase) || !volume.message().equals(message);
    if (changed) {
      replace(volume, volume.phased(phase, message));
    }
    return changed;
  }

  private void replace(VolumeObject volume, StoredObject now) throws IOException {
    write(now);
    volumes.replaceAll(each -> each == volume ? new VolumeObject(now) : each);
  }

  private void write(StoredObject object) throws IOException {
    SystemMetadata.count(object, object.tree(), false);
    store.write(object);
  }

  private void bind(ClaimObject claim) throws IOException {
    Optional<VolumeObject> found = Optional.empty();
    for (VolumeObject volume : volumes) {
      if (volume.fits(claim) && (found.isEmpty() || volume.isBetterThan(found.get(), claim))) {
        found = Optional.of(volume);
      }
    }
    if (found.isEmpty() && claim.isForProvisioning()) {
      found = Optional.of(provisioner.provision(claim));
    }
    if (found.isPresent()) {
      // The volume first: it decides whose it is, should this end in between.
      VolumeObject volume = found.get();
      replace(volume, volume.boundTo(claim));
      write(claim.boundTo(volume));
    }
  }
}
