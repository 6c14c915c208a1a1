package io.beanpod.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Clone;
import io.beanpod.linux.ProgramException;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.SyscallProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors are the kernel's own: each test has a child try to execute something. */
class ExecFailureTest {
  @TempDir Path dir;

  @Test
  void notInPath() throws IOException {
    assertThat(message("nope", dir + "/a:" + dir))
        .isEqualTo("exec: \"nope\": executable file not found in $PATH");
  }

  @Test
  void notAtItsPath() throws IOException {
    assertThat(message(dir + "/nope", ""))
        .isEqualTo(
            "exec: \""
                + dir
                + "/nope\": no such file or directory (or its interpreter is missing)");
  }

  @Test
  void notExecutable() throws IOException {
    Files.writeString(dir.resolve("text"), "#!/bin/sh\n");
    assertThat(message(dir + "/text", ""))
        .isEqualTo(
            "exec: \"" + dir + "/text\": permission denied (not executable, or a directory)");
  }

  @Test
  void notExecutableInOneDirectoryAndMissingInTheNext() throws IOException {
    Files.writeString(dir.resolve("text"), "#!/bin/sh\n");
    assertThat(message("text", dir + ":" + dir + "/none"))
        .isEqualTo("exec: \"text\": permission denied (not executable, or a directory)");
  }

  @Test
  void aDirectory() throws IOException {
    Files.createDirectory(dir.resolve("sub"));
    assertThat(message(dir + "/sub", "")).contains("permission denied");
  }

  @Test
  void noProgram() throws IOException {
    executable("garbage", "\u0001\u0002\u0003");
    assertThat(message(dir + "/garbage", ""))
        .endsWith("exec format error (not a program for this machine, no #!)");
  }

  @Test
  void aMissingInterpreter() throws IOException {
    executable("script", "#!" + dir + "/no-shell\n");
    assertThat(message(dir + "/script", "")).contains("its interpreter is missing");
  }

  @Test
  void anotherErrorIsTheSystems() throws IOException {
    Files.createSymbolicLink(dir.resolve("loop"), Path.of("loop"));
    assertThat(message(dir + "/loop", "")).startsWith("exec: \"" + dir + "/loop\": ELOOP (");
  }

  @Test
  void aStepBeforeTheCommandIsNotTheCommands() throws IOException {
    SyscallProgram p = new SyscallProgram();
    p.chdir(dir + "/nowhere");
    List<Result> attempts = p.execveFirst(List.of("/bin/true"), List.of("true"), List.of());
    ProgramException e = failure(p);
    assertThat(ExecFailure.isCommand(e, attempts)).isFalse();
    assertThat(ExecFailure.message(e, attempts, "true"))
        .isEqualTo("chdir " + dir + "/nowhere: ENOENT (No such file or directory) (step 1 of 2)");
  }

  private void executable(String name, String content) throws IOException {
    Path file = Files.writeString(dir.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String message(String command, String path) throws IOException {
    SyscallProgram p = new SyscallProgram();
    List<String> env = List.of("PATH=" + path);
    List<String> argv = List.of(command);
    List<Result> attempts = p.execveFirst(CommandPath.candidates(argv, env), argv, env);
    ProgramException e = failure(p);
    assertThat(ExecFailure.isCommand(e, attempts)).isTrue();
    return ExecFailure.message(e, attempts, command);
  }

  private static ProgramException failure(SyscallProgram p) throws SyscallException {
    try {
      Clone.spawn(p, 0, Optional.empty());
    } catch (ProgramException e) {
      return e;
    }
    throw new AssertionError("the program did not fail: " + p.listing());
  }
}
