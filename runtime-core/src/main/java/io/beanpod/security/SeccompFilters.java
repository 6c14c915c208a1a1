package io.beanpod.security;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Libseccomp;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SeccompFilter;
import io.beanpod.linux.SeccompRules;
import io.beanpod.linux.SyscallException;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.CorruptState;
import io.beanpod.store.JsonText;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The seccomp filters of containers, as files: libseccomp takes several milliseconds to make one,
 * and most containers have the same. A file's name tells all that it was made of, so that it is
 * never a wrong one; it stays, since pods that run use it for their restarts and for exec.
 */
public final class SeccompFilters {
  private static final String REMEDY =
      "delete the pod and apply it again, which makes its seccomp filter anew";

  private static final int MAX_PROFILE = 1 << 20;
  private static final int DIGEST_BYTES = 16;

  private final Root root;
  private final SeccompMachine machine;
  private final Libseccomp library;

  /** The rules of a profile, when they are needed. */
  private interface Source {
    SeccompRules rules() throws IOException;
  }

  /**
   * Filters of a root.
   *
   * @throws IOException where libseccomp is not installed: nothing starts without its filter
   */
  public SeccompFilters(Root root) throws IOException {
    this(root, Libseccomp.open());
  }

  SeccompFilters(Root root, Optional<Libseccomp> installed) throws IOException {
    this.root = root;
    machine = SeccompMachine.here();
    library =
        installed.orElseThrow(
            () ->
                new IOException(
                    Libseccomp.LIBRARY
                        + " is not installed, and no container starts without its seccomp"
                        + " profile: install it (Debian: apt-get install libseccomp2), or set"
                        + " securityContext.seccompProfile.type: Unconfined"));
  }

  /**
   * That of the profile {@code RuntimeDefault}.
   *
   * @param capabilities that the container may have, as a bit mask
   */
  public Path runtimeDefault(long capabilities) throws IOException {
    return file(
        "runtime-default-" + Integer.toHexString(RuntimeDefault.REVISION),
        capabilities,
        () -> RuntimeDefault.rules(capabilities, machine));
  }

  /**
   * That of a profile of the type {@code Localhost}.
   *
   * @param profile {@code localhostProfile}: a path below {@link Root#seccompProfiles}
   * @param capabilities that the container may have, as a bit mask
   * @throws IOException if there is no such file, or it is no profile
   */
  public Path localhost(String profile, long capabilities) throws IOException {
    Path file = root.seccompProfiles().resolve(profile);
    byte[] json = read(profile);
    return file(
        "localhost-" + digest(json),
        capabilities,
        () -> {
          try {
            return OciSeccomp.rules(
                file.toString(), JsonText.object(file, json), capabilities, machine);
          } catch (CorruptState e) {
            throw new IOException(file + ": " + e.reason(), e);
          }
        });
  }

  /**
   * The filter that {@link #runtimeDefault} or {@link #localhost} has made.
   *
   * @throws IOException if it is not there any more, or is damaged
   */
  public static SeccompFilter load(Path file) throws IOException {
    try {
      return SeccompFilter.of(Files.readAllBytes(file))
          .orElseThrow(() -> new IOException(file + " is damaged: " + REMEDY));
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is gone: " + REMEDY, e);
    }
  }

  private Path file(String profile, long capabilities, Source source) throws IOException {
    String name =
        profile
            + "-"
            + Long.toHexString(capabilities)
            + "-"
            + machine.own()
            + "-libseccomp-"
            + library.version()
            + ".bpf";
    Path file = root.seccompFilters().resolve(name);
    if (!isThere(file)) {
      Files.createDirectories(
          file.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      AtomicFile.write(file, library.filter(source.rules()).bytes(), 0600);
    }
    return file;
  }

  /** A power failure can leave a name with less than its content. */
  private static boolean isThere(Path file) throws IOException {
    return Files.exists(file) && SeccompFilter.of(Files.readAllBytes(file)).isPresent();
  }

  /** Beneath the directory: no symlink leads out of it, and no pipe is waited for. */
  private byte[] read(String profile) throws IOException {
    Path directory = root.seccompProfiles();
    Path file = directory.resolve(profile);
    try (Fd top = Fd.open(directory.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0);
        Fd fd = At.openat2(top, profile, Fd.O_RDONLY | Fd.O_NONBLOCK, 0, Resolve.BENEATH)) {
      byte[] json = At.read(fd, MAX_PROFILE);
      if (json.length > MAX_PROFILE) {
        throw new IOException("it has more than " + MAX_PROFILE + " bytes");
      }
      return json;
    } catch (SyscallException e) {
      String why =
          e.errno() == Errno.ENOENT
              ? "no such file; put the profile there"
              : e.errno() == Errno.EXDEV
                  ? "a symbolic link leads out of " + directory
                  : e.getMessage();
      throw new IOException("cannot load seccomp profile \"" + file + "\": " + why, e);
    }
  }

  /** Of the profile, and of the kernel that {@code minKernel} may ask for. */
  private String digest(byte[] json) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(machine.kernel().getBytes(StandardCharsets.UTF_8));
      byte[] all = sha256.digest(json);
      return HexFormat.of().formatHex(Arrays.copyOf(all, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) { // every JRE has it
      throw new IllegalStateException(e);
    }
  }
}
