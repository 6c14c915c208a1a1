/**
 * The pod's life as rules: what a container's probes, hooks, restarts and end mean. Pure: times and
 * outcomes come in, decisions go out; no process, file, socket or thread is touched here.
 */
package io.beanpod.lifecycle;
