package io.beanpod.container;

import io.beanpod.linux.Fd;
import java.io.IOException;

/** The pod's volumes, as its containers mount them. */
public interface MountTrees {
  /**
   * What is to be attached in a container.
   *
   * @param mount a detached mount, with all attributes that it is to have
   * @param directory whether it is one; else it is a file of whatever type
   */
  record Tree(Fd mount, boolean directory) {}

  /**
   * Makes a detached mount of a volume or a part of it, to be attached once.
   *
   * @throws StartFailure where that is a question of what the container asks for
   */
  Tree detached(MountPlan mount, String container) throws IOException;
}
