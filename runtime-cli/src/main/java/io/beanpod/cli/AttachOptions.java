package io.beanpod.cli;

import java.util.Optional;

/**
 * What {@code attach} was asked for.
 *
 * @param pod {@code web} or {@code pod/web}
 * @param container empty for the default one: see {@link ContainerChoice}
 */
record AttachOptions(
    String namespace,
    String pod,
    Optional<String> container,
    boolean stdin,
    boolean tty,
    boolean quiet) {}
