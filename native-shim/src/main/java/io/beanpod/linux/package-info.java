/**
 * Linux, as Java: system calls, and programs of system calls that run in a new process before its
 * {@code execve}. Knows nothing of pods.
 *
 * <p>Every system call goes through one downcall handle to the {@link Trampoline}, which returns
 * the kernel's own {@code -errno}: an error can't be lost between the call and its reader, and the
 * JVM links one native signature at start-up instead of dozens.
 *
 * <p>This is the only module that imports {@code java.lang.foreign}; nothing of it shows in public
 * signatures.
 */
package io.beanpod.linux;
