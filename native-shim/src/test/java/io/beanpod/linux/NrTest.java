package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The numbers are those of the kernel's own header. */
class NrTest {
  private static final Path HEADER = Path.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h");

  @Test
  void numbersAreTheKernels() throws IOException, IllegalAccessException {
    assumeTrue(Files.exists(HEADER), "needs the package linux-libc-dev: " + HEADER);
    Map<String, Integer> kernel = new TreeMap<>();
    for (String line : Files.readAllLines(HEADER)) {
      String[] words = line.split("\\s+");
      if (words.length == 3 && words[1].startsWith("__NR_")) {
        kernel.put(words[1].substring("__NR_".length()), Integer.valueOf(words[2]));
      }
    }
    for (Field f : Nr.class.getDeclaredFields()) {
      String call = f.getName().toLowerCase(Locale.ROOT);
      assertThat(kernel).as("a system call").containsKey(call);
      assertThat(f.getInt(null)).as(call).isEqualTo(kernel.get(call));
    }
  }
}
