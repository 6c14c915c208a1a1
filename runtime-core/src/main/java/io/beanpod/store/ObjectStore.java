package io.beanpod.store;

import io.beanpod.linux.SmallFile;
import io.beanpod.model.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The objects other than pods, a file each: {@code
 * var/lib/beanpod/objects/KIND/NAMESPACE/NAME.json} (kinds without namespaces have theirs in {@code
 * _}, which no namespace is called). Beside that of a ConfigMap or a Secret, {@code NAME.data} has
 * what pods read of it: see {@link ObjectData}. Only root reads them. A reader sees an object's old
 * or new version, never a mix; who changes one holds {@link Root#changeLock} from its reading to
 * its writing.
 */
public final class ObjectStore {
  private static final String SUFFIX = ".json";
  private static final String DATA_SUFFIX = ".data";
  private static final String CLUSTER = "_";
  private static final int MODE = 0600;

  private final Root root;

  /** The objects below {@code root}. */
  public ObjectStore(Root root) {
    this.root = root;
  }

  /**
   * One object.
   *
   * @param namespace ignored where the kind has none
   * @throws IOException if it can't be read or is corrupt
   */
  public Optional<StoredObject> find(ObjectKind kind, String namespace, String name)
      throws IOException {
    boolean possible = Entries.isName(name) && (!kind.namespaced() || Entries.isName(namespace));
    return possible ? read(kind, file(kind, namespace, name)) : Optional.empty();
  }

  /** All of a kind, by namespace and name. */
  public List<StoredObject> list(ObjectKind kind) throws IOException {
    List<StoredObject> objects = new ArrayList<>();
    for (String namespace : Entries.of(directory(kind))) {
      objects.addAll(inDirectory(kind, directory(kind).resolve(namespace)));
    }
    return objects;
  }

  /**
   * All of a kind that can be read, by namespace and name.
   *
   * @param broken takes the trouble with each of the rest
   */
  public List<StoredObject> listReadable(ObjectKind kind, Consumer<IOException> broken)
      throws IOException {
    List<StoredObject> objects = new ArrayList<>();
    for (String namespace : Entries.of(directory(kind))) {
      Path within = directory(kind).resolve(namespace);
      for (String entry : Entries.of(within)) {
        try {
          object(kind, within, entry).ifPresent(objects::add);
        } catch (IOException e) {
          broken.accept(e);
        }
      }
    }
    return objects;
  }

  /** Those of a kind in one namespace, by name; all, where the kind has no namespaces. */
  public List<StoredObject> list(ObjectKind kind, String namespace) throws IOException {
    boolean possible = !kind.namespaced() || Entries.isName(namespace);
    return possible ? inDirectory(kind, place(kind, namespace)) : List.of();
  }

  /** Keeps an object: a new one, or the next version of one. */
  public void write(StoredObject object) throws IOException {
    Path file = file(object);
    sweep(makeDirectory(object.kind(), object.namespace()));
    byte[] text = (JsonWriter.compact(object.tree()) + "\n").getBytes(StandardCharsets.UTF_8);
    try (AtomicFile.Prepared json = AtomicFile.prepare(file, text, MODE, true)) {
      if (ObjectData.isOf(object.kind())) {
        byte[] data = ObjectData.of(object).encode();
        try (AtomicFile.Prepared read = AtomicFile.prepare(dataFile(file), data, MODE, true)) {
          // Before the object: who is killed between the two finds it unwritten, and writes it
          // again.
          read.commit();
        }
      }
      json.commit();
    }
  }

  /** Removes what writers have left that were killed: it may be a Secret. */
  private static void sweep(Path directory) throws IOException {
    for (String entry : Entries.of(directory)) {
      if (entry.startsWith(AtomicFile.TEMPORARY)) {
        Files.deleteIfExists(directory.resolve(entry));
      }
    }
  }

  /** Forgets an object; nothing happens if there is none. */
  public void remove(StoredObject object) throws IOException {
    Path file = file(object);
    Files.deleteIfExists(file);
    if (ObjectData.isOf(object.kind())) {
      Files.deleteIfExists(
          dataFile(file)); // the last of it: who follows it looks now, and finds none
    }
    sweep(file.getParent());
  }

  /**
   * What pods read of a ConfigMap or a Secret; empty where there is no such object.
   *
   * @throws IOException if it can't be read or is corrupt
   */
  public Optional<ObjectData> data(ObjectKind kind, String namespace, String name)
      throws IOException {
    Path file = dataFile(file(kind, namespace, name));
    try {
      return Optional.of(ObjectData.decode(file, SmallFile.read(file)));
    } catch (NoSuchFileException none) { // an object that was stored without has it inside only
      return find(kind, namespace, name).map(ObjectData::of);
    }
  }

  /** Where those of a kind and namespace lie, made if need be: to watch for what comes. */
  public Path makeDirectory(ObjectKind kind, String namespace) throws IOException {
    Path directory = place(kind, namespace);
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return directory;
  }

  /** Whose data a file of {@link #makeDirectory} is; empty: nobody's. */
  public static Optional<String> nameOfData(String file) {
    boolean data = file.endsWith(DATA_SUFFIX) && !file.startsWith(".");
    return data
        ? Optional.of(file.substring(0, file.length() - DATA_SUFFIX.length()))
        : Optional.empty();
  }

  private static Path dataFile(Path file) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + DATA_SUFFIX);
  }

  private List<StoredObject> inDirectory(ObjectKind kind, Path directory) throws IOException {
    List<StoredObject> objects = new ArrayList<>();
    for (String entry : Entries.of(directory)) {
      object(kind, directory, entry).ifPresent(objects::add);
    }
    return objects;
  }

  private static Optional<StoredObject> object(ObjectKind kind, Path directory, String entry)
      throws IOException {
    boolean whole = entry.endsWith(SUFFIX) && !entry.startsWith("."); // a dot: it is being written
    return whole ? read(kind, directory.resolve(entry)) : Optional.empty();
  }

  private static Optional<StoredObject> read(ObjectKind kind, Path file) throws IOException {
    try {
      byte[] text = SmallFile.read(file);
      return Optional.of(new StoredObject(kind, JsonText.object(file, text)));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  /** Where an object is kept. */
  public Path file(StoredObject object) {
    return file(object.kind(), object.namespace(), object.name());
  }

  private Path file(ObjectKind kind, String namespace, String name) {
    return place(kind, namespace).resolve(name + SUFFIX);
  }

  private Path place(ObjectKind kind, String namespace) {
    return directory(kind).resolve(kind.namespaced() ? namespace : CLUSTER);
  }

  private Path directory(ObjectKind kind) {
    return root.objects().resolve(kind.plural());
  }
}
