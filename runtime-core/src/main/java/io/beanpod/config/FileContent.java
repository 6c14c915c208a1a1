package io.beanpod.config;

/**
 * A file of a volume as it is to be.
 *
 * @param mode its permissions, 0 to 0777
 */
public record FileContent(byte[] bytes, int mode) {}
