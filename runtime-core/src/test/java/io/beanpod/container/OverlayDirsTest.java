package io.beanpod.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.linux.SyscallProgram;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayDirsTest {
  private static final String DIGEST = "a".repeat(64);

  @Test
  void theTopMostLayerComesFirst() {
    assertThat(OverlayDirs.of(Path.of("/c"), 0).options(List.of("base", "middle", "top")))
        .isEqualTo("lowerdir=top:middle:base,upperdir=/c/0/upper,workdir=/c/0/work,volatile");
  }

  @Test
  void whatMeansSomethingInOptionsIsEscaped() {
    assertThat(OverlayDirs.of(Path.of("/a,b:c\\d"), 0).options(List.of("l")))
        .isEqualTo(
            "lowerdir=l,upperdir=/a\\,b\\:c\\\\d/0/upper,workdir=/a\\,b\\:c\\\\d/0/work,volatile");
  }

  @Test
  void theProgramNamesLayersRelativeToTheirDirectory() {
    SyscallProgram p = new SyscallProgram();
    OverlayDirs.of(Path.of("/c"), 0).mount(p, "/layers", List.of("l"));
    assertThat(p.listing())
        .containsExactly("chdir /layers", "mount overlay on /c/root", "openat /c/root");
  }

  @Test
  void sixtyLayersAreFineAndMoreThanOnePageIsTold() {
    OverlayDirs dirs = OverlayDirs.of(Path.of("/var/lib/beanpod/pods/u/app"), 0);
    assertThat(dirs.options(Collections.nCopies(60, DIGEST))).hasSizeLessThan(4096);
    assertThatThrownBy(() -> dirs.options(Collections.nCopies(64, DIGEST)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the image has 64 layers");
  }

  @Test
  void aPageHasBytesNotCharacters() {
    OverlayDirs dirs = OverlayDirs.of(Path.of("/" + "é".repeat(120)), 0);
    assertThatThrownBy(() -> dirs.options(Collections.nCopies(57, DIGEST)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachStartHasNewOnesAtOneMountPoint(@TempDir Path temp) throws IOException {
    for (int attempt = 0; attempt < 2; attempt++) {
      OverlayDirs dirs = OverlayDirs.of(temp.resolve("app"), attempt);
      dirs.create();
      assertThat(dirs.upper()).isEqualTo(temp.resolve("app/" + attempt + "/upper"));
      assertThat(dirs.upper()).isEmptyDirectory();
      assertThat(dirs.work()).isEmptyDirectory();
      assertThat(dirs.root()).isEqualTo(temp.resolve("app/root")).isEmptyDirectory();
      assertThat(dirs.upper()).startsWith(OverlayDirs.attempt(temp.resolve("app"), attempt));
      assertThatThrownBy(dirs::create).isInstanceOf(FileAlreadyExistsException.class);
    }
  }
}
