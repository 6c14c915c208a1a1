package io.beanpod.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.store.AtomicFile;
import io.beanpod.store.PodStore;
import io.beanpod.store.ProcessIdentity;
import io.beanpod.store.Root;
import io.beanpod.store.StoredPod;
import io.beanpod.watch.ChangeSource;
import io.beanpod.watch.KernelChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real files and inotify: a change that is not noticed leaves the test waiting. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelChangesTest {
  @TempDir Path dir;

  private Root root() {
    return Root.below(dir);
  }

  private void write(String uid, String phase) throws IOException {
    Path pod = Files.createDirectories(root().pod(uid));
    AtomicFile.write(
        pod.resolve(PodStore.POD_FILE),
        "{\"metadata\":{\"name\":\"web\",\"namespace\":\"default\",\"uid\":\""
            + uid
            + "\"},\"status\":{\"phase\":\""
            + phase
            + "\"}}",
        0600);
  }

  private void name(String uid) throws IOException {
    Path link = root().name("default", "web");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of("../../pods").resolve(uid));
  }

  /** Blocks until the watch tells of something. */
  private static List<String> next(PodWatch watch) throws IOException {
    List<String> words = new ArrayList<>();
    while (words.isEmpty()) {
      assertThat(watch.await(ChangeSource.FOR_EVER)).isTrue();
      for (PodEvent event : watch.look()) {
        words.add(event.type() + " " + event.pod().phase());
      }
    }
    return words;
  }

  @Test
  void noticesAPodsWholeLifeFromBeforeTheFirstDirectory() throws IOException {
    PodStore store = new PodStore(root());
    try (KernelChanges changes = new KernelChanges(root())) {
      PodWatch watch = new PodWatch(store::list, pod -> true, changes, () -> 0);
      assertThat(watch.look()).isEmpty();
      write("1", "Pending");
      name("1");
      assertThat(next(watch)).containsExactly("ADDED Pending");
      write("1", "Running");
      assertThat(next(watch)).containsExactly("MODIFIED Running");
      Files.delete(root().name("default", "web"));
      assertThat(next(watch)).containsExactly("DELETED Running");
      write("2", "Pending");
      name("2");
      assertThat(next(watch)).containsExactly("ADDED Pending");
      write("2", "Failed");
      assertThat(next(watch)).containsExactly("MODIFIED Failed");
    }
  }

  @Test
  void noticesAPauseThatIsKilled() throws Exception {
    Process pause = new ProcessBuilder("sleep", "1000").start();
    try (KernelChanges changes = new KernelChanges(root())) {
      write("1", "Running");
      name("1");
      String stat = Files.readString(Path.of("/proc/" + pause.pid() + "/stat"));
      String started = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
      ProcessIdentity identity = new ProcessIdentity((int) pause.pid(), Long.parseLong(started));
      assertThat(identity.alive(Path.of("/proc"))).isTrue();
      Files.writeString(
          root().pod("1").resolve("runtime.json"),
          Files.readString(Path.of("src/test/resources/runtime.json"))
              .replace("\"PID\"", Long.toString(pause.pid()))
              .replace("\"TICKS\"", started)
              .replace("NAME", "web")
              .replace("UID", "1"));
      List<StoredPod> first = new PodStore(root()).list();
      assertThat(first).extracting(StoredPod::pauseAlive).containsExactly(true);
      PodWatch watch = new PodWatch(new PodStore(root())::list, pod -> true, changes, () -> 0);
      assertThat(watch.look()).hasSize(1);
      pause.destroyForcibly();
      assertThat(next(watch)).containsExactly("MODIFIED Failed");
      write("1", "Succeeded");
      assertThat(next(watch)).containsExactly("MODIFIED Succeeded");
    } finally {
      pause.destroyForcibly().waitFor();
    }
  }
}
