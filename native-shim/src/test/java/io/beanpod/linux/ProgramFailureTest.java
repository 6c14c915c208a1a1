package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that fails at step k says so, does nothing after it, and leaves nothing. */
class ProgramFailureTest {
  private static final int EBADF = 9;
  private static final int LAST = 9;

  @TempDir Path dir;

  @BeforeEach
  void directories() throws IOException {
    Files.createDirectory(dir.resolve("there"));
    Files.writeString(dir.resolve("file"), "no program");
  }

  static Stream<Arguments> everyStep() {
    return Stream.of(0L, Lab.ALL_NAMESPACES)
        .flatMap(ns -> IntStream.rangeClosed(0, LAST).mapToObj(k -> Arguments.of(k, ns)));
  }

  /** Ten steps, the {@code bad}th of which fails; returns the errno that is due. */
  private int build(SyscallProgram p, int bad) {
    List<StepList.Result> opened = new ArrayList<>();
    int[] errno = {0};
    step(p, bad, errno, () -> p.chdir("/"), () -> p.chdir(dir + "/missing"), Errno.ENOENT);
    step(
        p,
        bad,
        errno,
        () -> opened.add(p.openat(SyscallProgram.CWD, dir.toString(), Fd.O_DIRECTORY, 0)),
        () -> opened.add(p.openat(SyscallProgram.CWD, dir + "/file", Fd.O_DIRECTORY, 0)),
        Errno.ENOTDIR);
    StepList.Result d = opened.get(0);
    step(
        p,
        bad,
        errno,
        () -> p.mkdirat(d, "made-2", 0755),
        () -> p.mkdirat(d, "there", 0755),
        Errno.EEXIST);
    step(
        p,
        bad,
        errno,
        () -> p.symlinkat("x", d, "made-3"),
        () -> p.symlinkat("x", d, "missing/x"),
        Errno.ENOENT);
    step(p, bad, errno, () -> p.fchdir(d, "d"), () -> p.fchdir(StepList.number(-1), "d"), EBADF);
    step(p, bad, errno, () -> p.dup3(d, 30), () -> p.dup3(StepList.number(9999), 30), EBADF);
    step(
        p,
        bad,
        errno,
        () -> p.prctl("PR_SET_NO_NEW_PRIVS", 38, 1),
        () -> p.prctl("PR_SET_NO_NEW_PRIVS", 38, 2),
        Errno.EINVAL);
    step(
        p,
        bad,
        errno,
        () -> p.mkdirat(StepList.number(30), "made-7", 0755),
        () -> p.mkdirat(StepList.number(9998), "made-7", 0755),
        EBADF);
    step(p, bad, errno, () -> p.close(d), () -> p.close(StepList.number(9999)), EBADF);
    step(
        p,
        bad,
        errno,
        () -> p.execve("/bin/sh", List.of("sh", "-c", "exit 42"), Lab.ENV),
        () -> p.execve(dir + "/file", List.of("file"), List.of()),
        Errno.EACCES);
    return errno[0];
  }

  private static void step(
      SyscallProgram p, int bad, int[] errno, Runnable good, Runnable failing, int due) {
    if (p.size() == bad) {
      errno[0] = due;
      failing.run();
    } else {
      good.run();
    }
  }

  @ParameterizedTest(name = "step {0}, namespaces {1}")
  @MethodSource("everyStep")
  void theStepIsReported(int k, long namespaces) throws IOException {
    if (namespaces != 0) {
      Lab.needsRoot("new namespaces");
    }
    SyscallProgram p = new SyscallProgram();
    int errno = build(p, k);
    TreeSet<String> before = Lab.descriptors();

    ProgramException e =
        catchThrowableOfType(
            ProgramException.class, () -> Clone.spawn(p, namespaces, Optional.empty()));

    assertThat(e.step()).isEqualTo(k);
    assertThat(e.errno()).isEqualTo(errno);
    assertThat(e)
        .hasMessage(
            p.listing().get(k)
                + ": "
                + Errno.describe(errno)
                + " (step "
                + (k + 1)
                + " of "
                + (LAST + 1)
                + ")");
    assertThat(Files.exists(dir.resolve("made-2"))).isEqualTo(k > 2);
    assertThat(Files.isSymbolicLink(dir.resolve("made-3"))).isEqualTo(k > 3);
    assertThat(Files.exists(dir.resolve("made-7"))).isEqualTo(k > 7);
    assertThat(Lab.children()).as("the child is reaped").isEmpty();
    assertThat(Lab.descriptors()).isEqualTo(before);
  }

  @ParameterizedTest(name = "namespaces {0}")
  @MethodSource("namespaces")
  void theSameProgramRunsWhenNoStepFails(long namespaces) throws IOException {
    if (namespaces != 0) {
      Lab.needsRoot("new namespaces");
    }
    SyscallProgram p = new SyscallProgram();
    build(p, -1);
    TreeSet<String> before = Lab.descriptors();
    assertThat(Lab.end(Clone.spawn(p, namespaces, Optional.empty())).exitCode()).isEqualTo(42);
    assertThat(Lab.children()).isEmpty();
    assertThat(Lab.descriptors()).isEqualTo(before);
  }

  static Stream<Long> namespaces() {
    return Stream.of(0L, Lab.ALL_NAMESPACES);
  }

  @Test
  void anErrorOfCloneItselfIsNoStep() {
    SyscallProgram p = new SyscallProgram();
    p.exit(0);
    assertThatThrownBy(() -> Clone.spawn(p, 0x00020000 | 0x200, Optional.empty())) // NEWNS, FS
        .isInstanceOfSatisfying(
            SyscallException.class,
            e -> {
              assertThat(e.call()).isEqualTo("clone3");
              assertThat(e.errno()).isEqualTo(Errno.EINVAL);
            });
  }

  @Test
  void aChildThatExitsOtherwiseDoesNotPassForDone() throws IOException {
    SyscallProgram p = new SyscallProgram();
    p.exit(3);
    assertThatThrownBy(() -> Clone.run(p, 0))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("exited with status 3");
    SyscallProgram q = new SyscallProgram();
    q.exit(0);
    Clone.run(q, 0);
    assertThat(Lab.children()).isEmpty();
  }

  @Test
  void errorsOfStepsThatRanWellAreZero() {
    SyscallProgram p = new SyscallProgram();
    StepList.Result good = p.openat(SyscallProgram.CWD, "/", Fd.O_PATH, 0);
    StepList.Result bad = p.openat(SyscallProgram.CWD, dir + "/missing", Fd.O_PATH, 0);
    StepList.Result notRun = p.openat(SyscallProgram.CWD, "/", Fd.O_PATH, 0);
    p.exit(0);
    ProgramException e = catchThrowableOfType(ProgramException.class, () -> Clone.run(p, 0));
    assertThat(e.errorOf(good)).isZero();
    assertThat(e.errorOf(bad)).isEqualTo(Errno.ENOENT);
    assertThat(e.errorOf(notRun)).isZero();
  }
}
