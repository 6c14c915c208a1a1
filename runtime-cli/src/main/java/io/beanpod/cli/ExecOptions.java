package io.beanpod.cli;

import java.util.List;
import java.util.Optional;

/**
 * What {@code exec} was asked for.
 *
 * @param pod the pod's name, without {@code pod/}
 * @param container empty for the default one: see {@link ContainerChoice}
 * @param stdin pass standard input on
 * @param tty give the command a terminal
 * @param command at least one word
 */
record ExecOptions(
    String namespace,
    String pod,
    Optional<String> container,
    boolean stdin,
    boolean tty,
    List<String> command) {}
