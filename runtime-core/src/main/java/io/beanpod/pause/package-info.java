/**
 * The pause: one small JVM per pod, PID 1 of the pod's PID namespace, which holds the namespaces,
 * starts the containers, reaps orphans, relays logs and keeps the pod's status.
 *
 * <p>Who lives how long: the pause lives as long as its pod has something to run. Its main thread
 * is an event loop ({@link io.beanpod.pause.Supervisor}) that sleeps in epoll, and everything that
 * changes belongs to it; {@link io.beanpod.pause.LogRelay} is a thread of its own. Others come and
 * go: one for each probe that asks over the network, one that removes what a restart leaves behind.
 * They reach the event loop by {@link io.beanpod.pause.Completions} alone. Containers are children
 * of the pause and die with it, since its PID namespace does.
 *
 * <p>Class loading is most of its start-up time and memory: no Jackson, no logging library, no
 * streams, and no pattern switches (the first use of each spins a class).
 */
package io.beanpod.pause;
