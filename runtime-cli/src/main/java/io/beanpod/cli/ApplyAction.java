package io.beanpod.cli;

import io.beanpod.linux.Processes;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.pod.Applier;
import io.beanpod.pod.HostNamespaces;
import io.beanpod.pod.Launcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries {@code apply} out. Everything is read and checked, and every image found, before the
 * first pod is made; from then on each pod stands for itself, as with kubectl.
 */
final class ApplyAction {
  private ApplyAction() {}

  static int run(Context context, ApplyOptions options) throws IOException {
    Processes.prepare();
    List<Manifests> texts = Manifests.read(options.files());
    boolean failed = false;
    try (Launcher launcher = new Launcher(context.root())) {
      launcher.prepare(HostNamespaces.guess(texts.get(0).text()));
      Node node = Node.local();
      List<List<PodManifest>> pods = new ArrayList<>();
      Applier applier = new Applier(context.root(), launcher);
      for (Manifests text : texts) {
        List<PodManifest> inText = text.pods(node, options.namespace());
        applier.resolveImages(text.source(), inText);
        pods.add(inText);
      }
      for (int i = 0; i < texts.size(); i++) {
        for (PodManifest pod : pods.get(i)) {
          failed |= !apply(context, applier, texts.get(i).source(), pod);
        }
      }
    }
    return failed ? Main.FAILED : 0;
  }

  private static boolean apply(
      Context context, Applier applier, String source, PodManifest manifest) {
    String name = manifest.pod().metadata().name();
    try {
      Applier.Applied applied = applier.apply(manifest);
      context.out().line("pod/" + name + " " + applied.verdict().word());
      context.out().flush();
      for (String container : applied.unstarted()) {
        context.err().line("error: " + source + ": pod/" + name + ": container " + container);
      }
      return applied.unstarted().isEmpty();
    } catch (InvalidManifest e) {
      String start = "error: " + source + ": ";
      context.err().line(start + e.getMessage().replace("\n", "\n" + start));
    } catch (IOException e) {
      context.err().line("error: " + source + ": pod/" + name + ": " + FileProblem.of(e, true));
    }
    return false;
  }
}
