/** Events: what happened to a pod, in the kubelet's words, counted where it happens again. */
package io.beanpod.event;
