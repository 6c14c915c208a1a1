package io.beanpod.cli;

import io.beanpod.linux.Processes;
import io.beanpod.model.Node;
import io.beanpod.object.Manifest;
import io.beanpod.object.PodObject;
import io.beanpod.pod.Applier;
import io.beanpod.pod.HostNamespaces;
import io.beanpod.pod.Launcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries {@code apply} and {@code create -f} out. Everything is read and checked, and every image
 * found, before the first object is made; from then on each stands for itself, as with kubectl.
 */
final class ApplyAction {
  private ApplyAction() {}

  static int run(Context context, ApplyOptions options) throws IOException {
    Processes.prepare();
    List<Manifests> texts = Manifests.read(options.files());
    try (Launcher launcher = new Launcher(context.root())) {
      if (texts.get(0).mayHavePods()) {
        launcher.prepare(HostNamespaces.guess(texts.get(0).text()));
      }
      Node node = Node.local();
      List<List<Manifest>> objects = new ArrayList<>();
      Applier applier = new Applier(context.root(), launcher, options.unsafeSysctls());
      for (Manifests text : texts) {
        List<Manifest> inText = text.objects(node, options.namespace(), options.network());
        applier.resolveImages(text.source(), Manifests.pods(inText));
        objects.add(inText);
      }
      boolean failed = false;
      PodApplications pods = new PodApplications(context, applier, options.create());
      try {
        for (int i = 0; i < texts.size(); i++) {
          for (Manifest object : objects.get(i)) {
            if (object instanceof PodObject pod) {
              pods.begin(texts.get(i).source(), pod.pod());
            } else {
              pods.finish(); // what is told keeps to the order of the manifests
              failed |= !ObjectApply.apply(context, options, texts.get(i).source(), object);
            }
          }
        }
      } finally {
        pods.finish(); // whatever happens to one: what became of those before it is told
      }
      return failed || pods.failed() ? Main.FAILED : 0;
    }
  }
}
