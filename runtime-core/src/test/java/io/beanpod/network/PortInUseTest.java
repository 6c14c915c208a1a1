package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.netlink.ListeningSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a {@code /proc} of files. */
class PortInUseTest {
  @TempDir Path proc;
  private SocketOwners owners;

  private static ListeningSocket tcp(int port, long inode) {
    return new ListeningSocket("TCP", "[::]", port, inode);
  }

  private static DeclaredPort port(String container, String protocol, int port) {
    return new DeclaredPort(container, protocol, port, 0, "");
  }

  private void process(int pid, String command, String... links) throws IOException {
    Path fd = Files.createDirectories(proc.resolve(pid + "/fd"));
    Files.writeString(proc.resolve(pid + "/comm"), command + "\n");
    for (int i = 0; i < links.length; i++) {
      Files.createSymbolicLink(fd.resolve(i + ""), Path.of(links[i]));
    }
  }

  @BeforeEach
  void twoContainers() throws IOException {
    process(7, "nginx", "pipe:[99]", "socket:[100]", "pipe:[101]");
    process(8, "nginx", "socket:[100]");
    process(9, "sh", "socket:[300]");
    process(20, "sshd", "socket:[200]");
    Files.createDirectories(proc.resolve("self"));
    owners = new SocketOwners(proc, List.of(tcp(80, 100), tcp(81, 300), tcp(22, 200)));
    owners.add("web", List.of(7, 8));
    owners.add("side", List.of(9, 10)); // 10 has ended
  }

  private Optional<String> message(DeclaredPort declared, ListeningSocket... sockets) {
    return PortInUse.of(declared, List.of(sockets), owners).map(PortInUse::message);
  }

  @Test
  void theFirstProcessThatHasTheSocketIsNamed() {
    assertThat(message(port("side", "TCP", 80), tcp(81, 300), tcp(80, 100)))
        .contains("port 80/TCP is in use by container \"web\" (pid 7, nginx, on [::]:80)");
  }

  @Test
  void itsOwnSocketOrAnotherProtocolsIsInNobodysWay() {
    assertThat(message(port("web", "TCP", 80), tcp(80, 100))).isEmpty();
    assertThat(message(port("web", "TCP", 80), tcp(80, 300), tcp(80, 100))).isEmpty();
    assertThat(message(port("side", "UDP", 80), tcp(80, 100))).isEmpty();
    assertThat(message(port("side", "TCP", 8080), tcp(80, 100))).isEmpty();
  }

  @Test
  void othersAreLookedForWhereTheContainersDoNotHaveIt() throws IOException {
    ListeningSocket known = tcp(80, 100);
    ListeningSocket strange = tcp(22, 200);
    owners.addOthersFor(List.of(known));
    assertThat(owners.of(strange)).as("nobody had to be looked for").isEmpty();
    assertThat(message(port("web", "TCP", 22), strange))
        .contains("port 22/TCP is in use by a process that could not be found (on [::]:22)");
    owners.addOthersFor(List.of(known, strange));
    assertThat(message(port("web", "TCP", 22), strange))
        .contains(
            "port 22/TCP is in use by a process outside of this pod (pid 20, sshd, on [::]:22)");
    assertThat(owners.of(known).orElseThrow().container()).isEqualTo("web");
  }

  @Test
  void nothingIsKeptOfSocketsThatNobodyAsksFor() throws IOException {
    ListeningSocket wanted = tcp(80, 100);
    ListeningSocket other = tcp(81, 300);
    SocketOwners few = new SocketOwners(proc, List.of(wanted));
    few.add("side", List.of(9));
    assertThat(few.of(other)).isEmpty();
    assertThat(few.missing(List.of(wanted))).isTrue();
    few.add("web", List.of(7, 8));
    assertThat(few.of(wanted).orElseThrow().pid()).isEqualTo(7);
    assertThat(few.missing(List.of(wanted))).isFalse();
  }
}
