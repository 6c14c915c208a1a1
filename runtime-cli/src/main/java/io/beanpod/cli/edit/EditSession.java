package io.beanpod.cli.edit;

import io.beanpod.cli.Failure;
import io.beanpod.model.Documents;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.Problem;
import io.beanpod.store.ObjectKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One object in the editor, until it is saved or given up: what cannot be saved is opened again
 * with the reasons on top. The file stays, and is named, wherever work would be lost.
 */
public final class EditSession {
  /** Opens a file for the user. */
  public interface Opener {
    void open(Path file) throws IOException;
  }

  /** Stores an edited object. */
  public interface Saver {
    /**
     * Stores it.
     *
     * @return whether anything has changed
     * @throws InvalidManifest where it cannot be that
     */
    boolean save(Map<String, Object> edited) throws IOException;
  }

  /** How it ended, without a failure. */
  public enum Ending {
    SAVED(""),
    UNCHANGED("Edit cancelled, no changes made."),
    EMPTY("Edit cancelled, saved file was empty.");

    private final String message;

    Ending(String message) {
      this.message = message;
    }

    /** kubectl's words for it; empty where the object says more. */
    public String message() {
      return message;
    }
  }

  private static final String SYNTAX = "The edited file had a syntax error";

  private final ObjectKind kind;
  private final String name;
  private final Path file;
  private final Opener editor;
  private final Saver saver;

  /**
   * A session.
   *
   * @param name the object's, for messages
   * @param file to edit; there already, and gone afterwards unless the session fails
   */
  public EditSession(ObjectKind kind, String name, Path file, Opener editor, Saver saver) {
    this.kind = kind;
    this.name = name;
    this.file = file;
    this.editor = editor;
    this.saver = saver;
  }

  /**
   * Edits until it is over.
   *
   * @param original the object's text
   * @throws Failure where nothing was saved although something was written
   */
  public Ending run(String original) throws IOException {
    List<String> reasons = List.of();
    String object = original;
    while (true) {
      String opened = EditFile.text(reasons, object);
      Files.writeString(file, opened);
      String written = edit();
      if (reasons.isEmpty() ? EditFile.object(written).equals(original) : written.equals(opened)) {
        if (reasons.isEmpty()) {
          return over(Ending.UNCHANGED);
        }
        throw kept("Edit cancelled, no valid changes were saved.\n" + String.join("\n", reasons));
      }
      object = EditFile.object(written);
      if (object.isBlank()) {
        return over(Ending.EMPTY);
      }
      try {
        return over(save(object) ? Ending.SAVED : Ending.UNCHANGED);
      } catch (InvalidManifest e) {
        reasons = reasons(e);
      }
    }
  }

  private String edit() throws IOException {
    try {
      editor.open(file);
      return Files.readString(file);
    } catch (Failure e) {
      throw kept(e.getMessage());
    }
  }

  private boolean save(String object) throws IOException {
    Object tree = Documents.value(SYNTAX, object.getBytes(StandardCharsets.UTF_8));
    if (!(tree instanceof Map)) {
      throw new InvalidManifest(
          label(), List.of(new Problem("", "must be an object: apiVersion, kind, ...")));
    }
    try {
      return saver.save(Json.object(tree));
    } catch (Failure | IOException e) {
      throw kept(label() + ": " + e.getMessage());
    }
  }

  private List<String> reasons(InvalidManifest e) {
    if (e.getMessage().startsWith(SYNTAX)) {
      return EditFile.lines(e.getMessage());
    }
    List<String> reasons = new ArrayList<>();
    reasons.add(kind.qualifiedPlural() + " \"" + name + "\" was not valid:");
    for (Problem problem : e.problems()) {
      reasons.add("* " + problem);
    }
    return reasons;
  }

  private String label() {
    return kind.qualified() + "/" + name;
  }

  private Ending over(Ending ending) throws IOException {
    Files.deleteIfExists(file);
    return ending;
  }

  private Failure kept(String message) {
    return new Failure(message + "\nA copy of your changes has been stored to \"" + file + "\"");
  }
}
