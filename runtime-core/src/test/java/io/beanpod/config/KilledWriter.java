package io.beanpod.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A program that writes one content and the other in turn until it is killed. */
final class KilledWriter {
  static final int FILES = 20;

  private KilledWriter() {}

  public static void main(String[] args) throws IOException {
    AtomicWriter writer = new AtomicWriter(Path.of(args[0]), top -> {});
    for (long round = 0; ; round++) {
      writer.write(files(round % 2 == 0 ? "a" : "b"), Instant.now());
      if (round == 1) {
        System.out.println("both were written");
      }
    }
  }

  /** Each half of the files has the letter in its name, too. */
  static Map<String, FileContent> files(String letter) {
    Map<String, FileContent> files = new LinkedHashMap<>();
    for (int i = 0; i < FILES; i++) {
      String path = i % 2 == 0 ? "d/" + i : letter + i;
      byte[] text = (letter + i).repeat(50).getBytes(StandardCharsets.UTF_8);
      files.put(path, new FileContent(text, 0644));
    }
    return files;
  }
}
