/** How the JVMs that stay are started: the pauses, and the network agent. */
package io.beanpod.jvm;
