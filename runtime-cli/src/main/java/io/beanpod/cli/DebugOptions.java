package io.beanpod.cli;

import java.util.List;
import java.util.Optional;

/**
 * What {@code debug} was asked for.
 *
 * @param pod {@code web} or {@code pod/web}
 * @param container name of the new container; empty: one is made up
 * @param target whose processes it is to see
 * @param env {@code NAME=value} each
 * @param attach whether to attach to it
 * @param command replaces the image's Entrypoint; empty: the image's own
 * @param arguments replace the image's Cmd
 */
record DebugOptions(
    String namespace,
    String pod,
    String image,
    Optional<String> container,
    Optional<String> target,
    List<String> env,
    boolean stdin,
    boolean tty,
    boolean attach,
    boolean quiet,
    List<String> command,
    List<String> arguments) {}
