package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrnoTest {
  private static final int LAST = 133; // EHWPOISON
  private static final POSIX POSIX = POSIXFactory.getPOSIX();

  @Test
  void textsAreTheLibrarys() {
    for (int errno = 1; errno <= LAST; errno++) {
      assertThat(Errno.text(errno)).as("errno %d", errno).isEqualTo(POSIX.strerror(errno));
    }
  }

  @Test
  void namesAreTheKernels() throws IOException {
    kernelNames()
        .forEach((number, name) -> assertThat(Errno.name(number)).as("%d", number).isEqualTo(name));
  }

  @Test
  void constantsAreTheKernels() throws IOException, IllegalAccessException {
    Map<Integer, String> kernel = kernelNames();
    for (Field f : Errno.class.getFields()) {
      assertThat(kernel).containsEntry(f.getInt(null), f.getName());
    }
  }

  private static Map<Integer, String> kernelNames() throws IOException {
    Map<Integer, String> names = new TreeMap<>();
    for (String header : List.of("errno-base.h", "errno.h")) {
      Path path = Path.of("/usr/include/asm-generic", header);
      assumeTrue(Files.exists(path), "needs the package linux-libc-dev: " + path);
      for (String line : Files.readAllLines(path)) {
        String[] words = line.split("\\s+");
        if (words.length > 2 && words[1].startsWith("E") && Character.isDigit(words[2].charAt(0))) {
          names.put(Integer.valueOf(words[2]), words[1]);
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(100);
    return names;
  }

  @ParameterizedTest
  @CsvSource({"0", "41", "134", "4095"})
  void aNumberWithoutANameIsShown(int errno) {
    assertThat(Errno.name(errno)).isEqualTo("errno " + errno);
    assertThat(Errno.describe(errno)).contains(Integer.toString(errno));
  }

  @Test
  void anExceptionNamesCallObjectAndReason() {
    SyscallException e = new SyscallException("mount", Errno.ENODEV, "/mnt");
    assertThat(e).hasMessage("mount /mnt: ENODEV (No such device)");
    assertThat(new SyscallException("setsid", Errno.EPERM, ""))
        .hasMessage("setsid: EPERM (Operation not permitted)");
  }
}
