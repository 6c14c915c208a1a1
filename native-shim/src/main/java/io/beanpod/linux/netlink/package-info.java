/**
 * Netlink in Java: links, addresses, routes, queues and sockets without the commands {@code ip},
 * {@code tc} and {@code ss}.
 *
 * <p>{@link io.beanpod.linux.netlink.Request} writes a message, {@link
 * io.beanpod.linux.netlink.Answer} reads one, {@link io.beanpod.linux.netlink.Netlink} exchanges
 * them; the other classes know one kind of object each.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
package io.beanpod.linux.netlink;
