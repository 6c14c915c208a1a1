package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plain files that stand for the kernel's. A write does not truncate, as in the kernel. */
record FakeCgroup(Path directory) {

  FakeCgroup file(String name, String content) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name), content);
    return this;
  }

  FakeCgroup empty(String... names) throws IOException {
    for (String name : names) {
      file(name, "");
    }
    return this;
  }

  String read(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }
}
