/**
 * The pause: one small JVM per pod, PID 1 of the pod's PID namespace, which holds the namespaces,
 * starts the containers, reaps orphans, relays logs and keeps the pod's status.
 *
 * <p>Who lives how long: the pause lives as long as its pod has something to run. Its main thread
 * is an event loop ({@link io.beanpod.pause.Supervisor}) that sleeps in epoll; {@link
 * io.beanpod.pause.LogRelay} is the only other thread. Containers are its children and die with it,
 * since its PID namespace does.
 *
 * <p>Class loading is most of its start-up time and memory: no Jackson, no logging library, no
 * streams, and no pattern switches (the first use of each spins a class).
 */
package io.beanpod.pause;
