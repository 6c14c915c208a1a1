package io.beanpod.pod;

import io.beanpod.model.Bandwidth;
import io.beanpod.model.Json;
import io.beanpod.model.MemoryQosAnnotations;
import io.beanpod.model.NetworkAnnotation;
import io.beanpod.model.PidsAnnotation;
import io.beanpod.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The annotations that are read when a pod is made, and not again while it lives: a change of one
 * would be stored and have no effect. Those of the back-off may change: see {@link
 * io.beanpod.model.BackOffAnnotations}.
 */
final class LifelongAnnotations {
  private static final String[] KEYS = {
    LogAnnotations.MAX_SIZE,
    LogAnnotations.MAX_FILES,
    PidsAnnotation.POD,
    PidsAnnotation.CONTAINER,
    MemoryQosAnnotations.KEY,
    MemoryQosAnnotations.FACTOR,
    NetworkAnnotation.KEY,
    Bandwidth.INGRESS,
    Bandwidth.EGRESS,
  };

  private LifelongAnnotations() {}

  /** A problem for each that is another one, is added or is left out. */
  static List<Problem> check(Map<String, Object> before, Map<String, Object> now) {
    List<Problem> problems = new ArrayList<>();
    for (String key : KEYS) {
      String was = Json.string(Json.at(before, "metadata", "annotations", key));
      String is = Json.string(Json.at(now, "metadata", "annotations", key));
      boolean network = key.equals(NetworkAnnotation.KEY);
      if (!was.equals(is) && !(network && NetworkAnnotation.meanTheSame(was, is))) {
        // That of the network comes from an option, too, which is easily forgotten.
        boolean forgotten = network && is.isEmpty();
        problems.add(
            new Problem(
                "metadata.annotations[" + key + "]",
                "is read when the pod is made; "
                    + (forgotten ? "apply with --network " + was + ", or " : "")
                    + "delete the pod and apply it again"));
      }
    }
    return problems;
  }
}
