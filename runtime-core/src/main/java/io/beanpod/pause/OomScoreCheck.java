package io.beanpod.pause;

import io.beanpod.container.OomScoreAdj;
import io.beanpod.event.EventSink;
import io.beanpod.event.EventType;
import io.beanpod.event.Reasons;
import java.io.IOException;
import java.util.List;

/** Says once, of a whole pod, that the host refuses what the QoS class asks for. */
final class OomScoreCheck {
  private OomScoreCheck() {}

  /**
   * A pause that has its own low score may give its containers theirs, too, since those are higher.
   */
  static void tell(List<ContainerRun> runs, EventSink events) {
    int own;
    try {
      own = OomScoreAdj.own();
    } catch (IOException e) {
      System.err.println("beanpod: the pause's oom_score_adj: " + e.getMessage());
      return;
    }
    for (ContainerRun run : runs) {
      int wanted = run.plan().oomScoreAdj();
      if (own > OomScoreAdj.PAUSE && wanted < own) {
        events.event(
            EventType.Warning,
            Reasons.FAILED_OOM_SCORE_ADJ,
            "",
            "oom_score_adj stays "
                + own
                + " where "
                + wanted
                + " is wanted: to lower it takes CAP_SYS_RESOURCE, which this host withholds. When"
                + " the host runs out of memory, this pod is killed before others of its QoS class");
        return;
      }
    }
  }
}
