package io.beanpod.container;

/**
 * A volume in a container.
 *
 * @param volume its name
 * @param path where the container has it, as the manifest writes it
 * @param subPath what of the volume it is: a relative path; empty: all of it
 * @param subPathExpr what {@code subPath} is to be made of, once the container's variables are
 *     known, or was; empty: it is the manifest's
 * @param readOnly whether the container can't write to it
 * @param recursiveReadOnly whether that goes for what is mounted below it too
 * @param hostToContainer whether what the host mounts below it later shows in the container
 * @param problem why it can't be made as the container is configured now; mostly empty
 */
public record MountPlan(
    String volume,
    String path,
    String subPath,
    String subPathExpr,
    boolean readOnly,
    boolean recursiveReadOnly,
    boolean hostToContainer,
    String problem) {}
