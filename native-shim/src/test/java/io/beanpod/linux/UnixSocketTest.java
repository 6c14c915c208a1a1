package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeSet;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixSocketTest {
  private static final POSIX POSIX = POSIXFactory.getPOSIX();

  @TempDir Path dir;

  /** A path of exactly this many bytes, in a directory that exists. */
  private String path(int length) throws IOException {
    Path d = dir;
    while (length - d.toString().length() > 70) {
      d = Files.createDirectory(d.resolve("d".repeat(49)));
    }
    return d + "/" + "s".repeat(length - d.toString().length() - 1);
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {90, 107, 108, 109, 250, 900})
  void pathsOfAnyLengthConnect(int length) throws IOException {
    String path = path(length);
    assertThat(path).hasSize(length);
    TreeSet<String> before = Lab.descriptors();
    try (Fd listening = UnixSocket.listen(path)) {
      try (Fd client = UnixSocket.connect(path);
          Fd server = UnixSocket.accept(listening)) {
        client.write("ping".getBytes(StandardCharsets.US_ASCII));
        client.close();
        assertThat(Lab.readAll(server)).asString(StandardCharsets.US_ASCII).isEqualTo("ping");
      }
      assertThat(Files.exists(Path.of(path))).isTrue();
    }
    assertThat(Lab.descriptors()).isEqualTo(before);
  }

  @ParameterizedTest(name = "umask {0}")
  @ValueSource(ints = {0, 022, 077})
  void onlyTheOwnerMayConnectAndTheUmaskStays(int umask) throws IOException {
    String path = dir + "/control.sock";
    int old = POSIX.umask(umask);
    try (Fd listening = UnixSocket.listen(path)) {
      assertThat(listening.number()).isPositive();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(path))))
          .isEqualTo("rw-------");
    } finally {
      assertThat(POSIX.umask(old)).isEqualTo(umask);
    }
  }

  @Test
  void thePeersUserIsKnown() throws IOException {
    String path = dir + "/control.sock";
    try (Fd listening = UnixSocket.listen(path);
        Fd client = UnixSocket.connect(path);
        Fd server = UnixSocket.accept(listening)) {
      assertThat(UnixSocket.peerUid(server)).isEqualTo(POSIX.geteuid());
      assertThat(UnixSocket.peerUid(client)).isEqualTo(POSIX.geteuid());
    }
  }

  @Test
  void thePeersUserIsNotOurs() throws IOException {
    Lab.needsRoot("a peer of another user");
    String path = dir + "/open.sock";
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    SyscallProgram p = new SyscallProgram();
    try (Fd listening = UnixSocket.listen(path)) {
      Files.setPosixFilePermissions(Path.of(path), PosixFilePermissions.fromString("rw-rw-rw-"));
      p.setresuid(12345);
      connect(p, path);
      p.exit(0);
      Clone.run(p, 0);
      try (Fd server = UnixSocket.accept(listening)) {
        assertThat(UnixSocket.peerUid(server)).isEqualTo(12345);
      }
    }
  }

  private static void connect(SyscallProgram p, String path) {
    StepList.Result socket = p.socket(1, 1);
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    byte[] address = new byte[110];
    address[0] = 1; // AF_UNIX
    System.arraycopy(name, 0, address, 2, name.length);
    p.add(
        "connect",
        path,
        Nr.CONNECT,
        socket,
        StepList.bytes(address),
        StepList.number(3L + name.length));
  }

  @Test
  void aReadEndsAfterItsTimeout() throws IOException {
    String path = dir + "/control.sock";
    try (Fd listening = UnixSocket.listen(path);
        Fd client = UnixSocket.connect(path);
        Fd server = UnixSocket.accept(listening);
        NativeBuffer buffer = new NativeBuffer(8)) {
      UnixSocket.timeout(client, 20);
      assertThat(client.read(buffer)).isEqualTo(-1);
      server.write(new byte[3]);
      assertThat(client.read(buffer)).isEqualTo(3);
      // Nobody reads: the write fills the socket and ends.
      assertThatThrownBy(() -> client.write(new byte[10_000_000]))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));
    }
  }

  @Test
  void whatCantBeBoundOrReachedIsSaidAndLeavesNothing() throws IOException {
    String path = dir + "/control.sock";
    TreeSet<String> before = Lab.descriptors();
    assertThatThrownBy(() -> UnixSocket.connect(path))
        .hasMessage("connect " + path + ": ENOENT (No such file or directory)");
    try (Fd listening = UnixSocket.listen(path)) {
      assertThat(listening.number()).isPositive();
      assertThatThrownBy(() -> UnixSocket.listen(path))
          .hasMessage("bind " + path + ": EADDRINUSE (Address already in use)");
    }
    assertThatThrownBy(() -> UnixSocket.connect(path))
        .hasMessage("connect " + path + ": ECONNREFUSED (Connection refused)");
    String longName = dir + "/" + "n".repeat(200);
    assertThatThrownBy(() -> UnixSocket.listen(longName))
        .hasMessage("bind " + longName + ": ENAMETOOLONG (File name too long)");
    assertThatThrownBy(() -> UnixSocket.connect("n".repeat(200)))
        .hasMessageContaining("ENAMETOOLONG");
    assertThatThrownBy(() -> UnixSocket.listen(dir + "/no" + "/such".repeat(30)))
        .hasMessageContaining("ENOENT");
    assertThat(Lab.descriptors()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0abstract", "/tmp/a\0b"})
  void anAbstractNameIsNoPath(String path) {
    assertThatThrownBy(() -> UnixSocket.listen(path)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UnixSocket.connect(path)).isInstanceOf(IllegalArgumentException.class);
  }
}
