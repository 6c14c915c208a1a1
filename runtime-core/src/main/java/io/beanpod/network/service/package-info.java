/**
 * Services: which pods are behind one, and the rules of the packet filter that lead there. What
 * kube-proxy and the endpoint slice controller do in a cluster.
 */
package io.beanpod.network.service;
