/**
 * The DNS server on the pods' bridge. {@link io.beanpod.agent.dns.ClusterZone} knows what is called
 * what, {@link io.beanpod.agent.dns.Resolver} makes answers of it, {@link
 * io.beanpod.agent.dns.Upstreams} asks the host's name servers for the rest, and {@link
 * io.beanpod.agent.dns.DnsServer} has the sockets. Messages are read and written by dnsjava.
 *
 * @see <a href="https://github.com/kubernetes/dns/blob/master/docs/specification.md">Kubernetes
 *     DNS-Based Service Discovery</a>
 */
package io.beanpod.agent.dns;
