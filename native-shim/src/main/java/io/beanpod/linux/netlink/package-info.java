/**
 * rtnetlink in Java: links, addresses, routes and queues without the commands {@code ip} and {@code
 * tc}.
 *
 * <p>{@link io.beanpod.linux.netlink.Request} writes a message, {@link
 * io.beanpod.linux.netlink.Answer} reads one, {@link io.beanpod.linux.netlink.Netlink} exchanges
 * them; the other classes know one kind of object each.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
package io.beanpod.linux.netlink;
