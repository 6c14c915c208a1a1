/** NetworkPolicies: the rules of the packet filter that hold them. */
package io.beanpod.network.policy;
