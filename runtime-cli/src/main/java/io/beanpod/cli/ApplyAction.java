package io.beanpod.cli;

import io.beanpod.linux.Processes;
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
    try (Launcher launcher = new Launcher(context.root())) {
      launcher.prepare(HostNamespaces.guess(texts.get(0).text()));
      Node node = Node.local();
      List<List<PodManifest>> pods = new ArrayList<>();
      Applier applier = new Applier(context.root(), launcher);
      for (Manifests text : texts) {
        List<PodManifest> inText = text.pods(node, options.namespace(), options.network());
        applier.resolveImages(text.source(), inText);
        pods.add(inText);
      }
      PodApplications applications = new PodApplications(context, applier);
      for (int i = 0; i < texts.size(); i++) {
        for (PodManifest pod : pods.get(i)) {
          applications.begin(texts.get(i).source(), pod);
        }
      }
      applications.finish();
      return applications.failed() ? Main.FAILED : 0;
    }
  }
}
