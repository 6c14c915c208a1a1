/**
 * The network agent: one small process per root, on the host, as long as a pod is at the bridge. It
 * answers the pods' questions for names, keeps the packet filter's rules right when a pod becomes
 * ready or not, and carries host ports to their pods where there is no libnftables.
 *
 * <p>No pod needs it to live, and it keeps nothing that does not lie in files: killed, it is
 * started again by the next command, and goes on where it was.
 */
package io.beanpod.agent;
