package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tolerating, firstOf and execveFirst, in real children; needs no root. */
class ProgramAlternativesTest {
  @TempDir Path dir;
  private final SyscallProgram p = new SyscallProgram();

  @BeforeEach
  void directories() throws IOException {
    Files.createDirectory(dir.resolve("one"));
    Files.createDirectory(dir.resolve("two"));
    Files.writeString(dir.resolve("file"), "");
  }

  @Test
  void theToleratedErrorPassesOverTheRestOfTheBody() throws IOException {
    p.tolerating(
        Errno.EEXIST,
        () -> {
          mkdir("one");
          mkdir("passed-over");
        });
    mkdir("after");
    end();
    assertThat(dir.resolve("passed-over")).doesNotExist();
    assertThat(dir.resolve("after")).isDirectory();
  }

  @Test
  void aBodyThatSucceedsRunsWhole() throws IOException {
    p.tolerating(
        Errno.EEXIST,
        () -> {
          mkdir("new");
          mkdir("new2");
        });
    end();
    assertThat(dir.resolve("new2")).isDirectory();
  }

  @Test
  void anotherErrorFails() {
    p.tolerating(Errno.EEXIST, () -> mkdir("missing/new"));
    mkdir("after");
    assertThatThrownBy(this::end)
        .isInstanceOfSatisfying(
            ProgramException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(Errno.ENOENT);
              assertThat(e.step()).isZero();
            });
    assertThat(dir.resolve("after")).doesNotExist();
  }

  @Test
  void zeroToleratesEveryError() throws IOException {
    p.tolerating(0, () -> mkdir("missing/new"));
    p.tolerating(0, () -> mkdir("one"));
    mkdir("after");
    end();
    assertThat(dir.resolve("after")).isDirectory();
  }

  @Test
  void theFirstAlternativeIsTheOnlyOneThatRuns() throws IOException {
    StepList.Result d = p.firstOf(() -> open("one"), () -> makeAndOpen("two/x", "two"));
    p.mkdirat(d, "here", 0755);
    end();
    assertThat(dir.resolve("one/here")).isDirectory();
    assertThat(dir.resolve("two/x")).doesNotExist();
  }

  @Test
  void theSecondRunsAfterAnyFailureOfTheFirst() throws IOException {
    StepList.Result d = p.firstOf(() -> open("missing"), () -> open("two"));
    p.mkdirat(d, "here", 0755);
    StepList.Result e = p.firstOf(() -> makeAndOpen("one/x", "file"), () -> open("two"));
    p.mkdirat(e, "too", 0755);
    end();
    assertThat(dir.resolve("two/here")).isDirectory();
    assertThat(dir.resolve("two/too")).isDirectory();
    assertThat(dir.resolve("one/x")).isDirectory(); // what the first did stays done
  }

  @Test
  void theFailureOfTheSecondCounts() {
    p.firstOf(() -> open("missing"), () -> open("file"));
    assertThatThrownBy(this::end)
        .isInstanceOfSatisfying(
            ProgramException.class,
            e -> {
              assertThat(e.step()).isEqualTo(1);
              assertThat(e.errno()).isEqualTo(Errno.ENOTDIR);
            });
  }

  /** Which of three is there: the result comes from it, and the others don't run. */
  @Test
  void alternativesNestInTheFirst() throws IOException {
    for (String there : List.of("a", "b", "c")) {
      SyscallProgram q = new SyscallProgram();
      Files.createDirectory(dir.resolve(there));
      StepList.Result d =
          q.firstOf(
              () -> q.firstOf(() -> open(q, "a"), () -> open(q, "b")),
              () -> {
                q.mkdirat(SyscallProgram.CWD, dir + "/third-ran", 0755);
                return open(q, "c");
              });
      q.mkdirat(d, "here", 0755);
      q.exit(0);
      Clone.run(q, 0);
      assertThat(dir.resolve(there + "/here")).isDirectory();
      assertThat(Files.exists(dir.resolve("third-ran"))).isEqualTo(there.equals("c"));
      Files.delete(dir.resolve(there + "/here"));
      Files.delete(dir.resolve(there));
    }
  }

  @Test
  void alternativesNestInTheSecond() throws IOException {
    StepList.Result d =
        p.firstOf(
            () -> open("missing"), () -> p.firstOf(() -> open("missing2"), () -> open("two")));
    p.mkdirat(d, "here", 0755);
    end();
    assertThat(dir.resolve("two/here")).isDirectory();
  }

  @Test
  void anErrorToleratedAtTheEndOfTheFirstIsASuccess() throws IOException {
    p.firstOf(
        () -> {
          AtomicReference<StepList.Result> d = new AtomicReference<>();
          d.set(open("one"));
          p.tolerating(Errno.EEXIST, () -> mkdir("two"));
          return d.get();
        },
        () -> makeAndOpen("second-ran", "one"));
    end();
    assertThat(dir.resolve("second-ran")).doesNotExist();
  }

  @Test
  void aResultThatNeverCameIsABadDescriptor() throws IOException {
    AtomicReference<StepList.Result> d = new AtomicReference<>();
    p.tolerating(
        Errno.ENOENT,
        () -> {
          open("missing");
          d.set(open("one"));
        });
    p.close(d.get());
    ProgramException e = catchThrowableOfType(ProgramException.class, this::end);
    assertThat(e.errno()).isEqualTo(9); // EBADF, and not the end of standard input
    assertThat(e.step()).isEqualTo(2);
  }

  @Test
  void execveTriesTheNextPath() throws IOException {
    p.execveFirst(
        List.of(dir + "/missing", dir + "/file", "/bin/sh"),
        List.of("sh", "-c", "exit 5"),
        List.of());
    Child child = Clone.spawn(p, 0, Optional.empty());
    assertThat(Lab.end(child).exitCode()).isEqualTo(5);
  }

  @Test
  void whenNoPathCanRunEachTellsWhy() {
    List<StepList.Result> attempts =
        p.execveFirst(
            List.of(dir + "/missing", dir + "/file", dir + "/file/below", dir + "/one"),
            List.of("x"),
            List.of());
    ProgramException e =
        catchThrowableOfType(ProgramException.class, () -> Clone.spawn(p, 0, Optional.empty()));
    assertThat(attempts.stream().map(e::errorOf))
        .containsExactly(Errno.ENOENT, Errno.EACCES, Errno.ENOTDIR, Errno.EACCES);
    assertThat(e.step()).isEqualTo(3);
    assertThat(e)
        .hasMessageContaining("execve " + dir + "/one: EACCES")
        .hasMessageContaining("4 of 4");
  }

  private void mkdir(String name) {
    p.mkdirat(SyscallProgram.CWD, dir + "/" + name, 0755);
  }

  private StepList.Result makeAndOpen(String made, String opened) {
    mkdir(made);
    return open(opened);
  }

  private StepList.Result open(String name) {
    return open(p, name);
  }

  private StepList.Result open(SyscallProgram q, String name) {
    return q.openat(SyscallProgram.CWD, dir + "/" + name, Fd.O_DIRECTORY, 0);
  }

  private void end() throws IOException {
    p.exit(0);
    Clone.run(p, 0);
  }
}
