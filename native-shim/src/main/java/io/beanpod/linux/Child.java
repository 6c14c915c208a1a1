package io.beanpod.linux;

/**
 * A process that was cloned: it has exec'ed, or nothing was started.
 *
 * @param pid its process id in the PID namespace of the caller
 * @param pidfd a descriptor that refers to it, whatever its id is reused for
 * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
 */
public record Child(int pid, Fd pidfd) {}
