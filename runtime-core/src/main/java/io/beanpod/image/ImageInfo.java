package io.beanpod.image;

import java.time.Instant;

/**
 * A line of a list of images. See {@link Image} for the components.
 *
 * @param layers how many it has
 */
public record ImageInfo(
    String name, String id, String digest, long size, Instant created, int layers) {}
