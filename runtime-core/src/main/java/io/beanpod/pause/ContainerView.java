package io.beanpod.pause;

import io.beanpod.lifecycle.ContainerLife;

/**
 * A container as its status shows it.
 *
 * @param image as the manifest names it
 */
record ContainerView(String image, String imageId, ContainerLife life) {}
