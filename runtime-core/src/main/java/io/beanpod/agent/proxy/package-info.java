/**
 * Ports of the host that lead to pods without any help of the kernel's: what docker-proxy is. The
 * pod sees the host's address where a translation would show the client's.
 */
package io.beanpod.agent.proxy;
