package io.beanpod.pause;

import io.beanpod.container.MountPlan;
import io.beanpod.lifecycle.ContainerLife;
import java.util.List;
import java.util.Map;

/**
 * A container as its status shows it.
 *
 * @param image as the manifest names it
 * @param resources limits and requests in force, as a tree
 * @param allocated the requests that are granted
 * @param mounts its volumes
 */
record ContainerView(
    String image,
    String imageId,
    Map<String, Object> resources,
    Map<String, String> allocated,
    List<MountPlan> mounts,
    ContainerLife life) {}
