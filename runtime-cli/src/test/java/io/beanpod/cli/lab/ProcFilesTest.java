package io.beanpod.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What labs read of /proc and cgroupfs, from directories that look like them. */
class ProcFilesTest {
  @TempDir Path proc;

  private void file(String path, String text) throws IOException {
    Path file = proc.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void namespaces(int pid, String net, String mnt, String other) throws IOException {
    Path ns = Files.createDirectories(proc.resolve(pid + "/ns"));
    for (String kind : List.of("net", "ipc", "uts", "pid", "mnt", "cgroup")) {
      String inode = kind.equals("net") ? net : kind.equals("mnt") ? mnt : other;
      Files.createSymbolicLink(ns.resolve(kind), Path.of(kind + ":[" + inode + "]"));
    }
  }

  @Test
  void zombiesAreThoseOfTheParent() throws IOException {
    file("12/stat", "12 (sleep) Z 5 12 12 0");
    file("7/stat", "7 (a) Z 9 (b) Z 5 7 7 0");
    file("8/stat", "8 (sleep) S 5 8 8 0");
    file("9/stat", "9 (sleep) Z 55 9 9 0");
    Files.createDirectories(proc.resolve("meminfo"));
    assertThat(new Zombies(proc).of(5)).containsExactly(7, 12);
  }

  @Test
  void aLineOfStatusIsShownAsGrepDoes() throws IOException {
    file("7/status", "Name:\tsh\nNSpid:\t7\t1\nNSpidX:\t0\n");
    file("8/status", "Name:\tsh\nNSpid:\t8\t2\n");
    ProcStatus status = new ProcStatus(proc, "NSpid");
    assertThat(status.command(List.of(7, 8)))
        .isEqualTo("grep NSpid: " + proc + "/7/status " + proc + "/8/status");
    assertThat(status.grep(List.of(7, 8)))
        .isEqualTo(proc + "/7/status:NSpid:\t7\t1\n" + proc + "/8/status:NSpid:\t8\t2\n");
  }

  @Test
  void aServerIsSeenByItsPort() throws IOException {
    String line = "   0: 00000000:1F90 00000000:0000 %s 00000000:00000000 00:00000000 00000000";
    file("7/net/tcp", "  sl  local_address rem_address   st\n" + line.formatted("01") + "\n");
    assertThat(Listening.onPort(proc, 7, 8080)).isFalse(); // a connection from that port
    file("7/net/tcp6", "  sl  local_address rem_address   st\n" + line.formatted("0A") + "\n");
    assertThat(Listening.onPort(proc, 7, 8080)).isTrue();
    assertThat(Listening.onPort(proc, 7, 80)).isFalse();
  }

  @Test
  void theTableSaysWhatIsShared() throws IOException {
    namespaces(10, "1", "2", "3");
    namespaces(11, "1", "4", "3");
    namespaces(12, "1", "5", "6");
    String table = new NamespaceTable(proc).add("pause", 10).add("web", 11).add("app", 12).render();
    assertThat(table)
        .startsWith("TYPE     pause (10)   web (11)     app (12)     SHARING\n")
        .contains("net      net:[1]      net:[1]      net:[1]      all share it\n")
        .contains("mnt      mnt:[2]      mnt:[4]      mnt:[5]      each its own\n")
        .contains("pid      pid:[3]      pid:[3]      pid:[6]      some share it\n");
  }

  @Test
  void controlFilesHaveTheNameOfTheHostsVersion() throws IOException {
    file("memory/memory.limit_in_bytes", "104857600\n");
    file("cpu/cpu.stat", "nr_periods 3\nnr_throttled 2\n");
    ControlFiles files = new ControlFiles(List.of(proc.resolve("memory"), proc.resolve("cpu")));
    Path limit = files.file("memory.max", "memory.limit_in_bytes");
    assertThat(limit).isEqualTo(proc.resolve("memory/memory.limit_in_bytes"));
    assertThat(ControlFiles.number(limit)).isEqualTo(104857600);
    assertThat(ControlFiles.number(files.file("cpu.stat"), "nr_throttled")).isEqualTo(2);
    assertThat(ControlFiles.has(files.file("cpu.stat"), "nr")).isFalse();
    assertThatThrownBy(() -> files.file("memory.peak", "memory.max_usage_in_bytes"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("memory.peak or memory.max_usage_in_bytes");
    assertThatThrownBy(() -> ControlFiles.number(files.file("cpu.stat"), "usage_usec"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cpu.stat: no line begins with usage_usec");
  }
}
