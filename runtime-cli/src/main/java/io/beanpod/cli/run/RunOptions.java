package io.beanpod.cli.run;

import io.beanpod.cli.change.ChangeOutput;
import java.util.List;
import java.util.Optional;

/**
 * What {@code run} was asked for. Values of flags are as they were written.
 *
 * @param namespace that of {@code -n}
 * @param volumes {@code -v}: {@code HOST:CTR[:ro]} each
 * @param published {@code -p}: {@code HOSTPORT:CTRPORT} each
 * @param env {@code NAME=VALUE} each
 * @param labels {@code NAME=VALUE,...}; empty: {@code run=NAME}
 * @param restart the pod's {@code restartPolicy}
 * @param command whether the words are the container's command, and not its arguments
 * @param words what the container is to run; empty: what its image says
 * @param leaveStdinOpen whether its input stays open when the first that attached is gone
 * @param attach whether to attach to it
 * @param remove whether to delete the pod then
 */
public record RunOptions(
    String name,
    Optional<String> namespace,
    String image,
    List<String> volumes,
    List<String> published,
    Optional<String> port,
    List<String> env,
    Optional<String> labels,
    String restart,
    boolean command,
    List<String> words,
    boolean stdin,
    boolean tty,
    boolean leaveStdinOpen,
    boolean attach,
    boolean remove,
    boolean quiet,
    ChangeOutput output) {}
