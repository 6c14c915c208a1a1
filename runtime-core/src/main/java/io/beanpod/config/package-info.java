/**
 * What a container gets to read of ConfigMaps, Secrets and its own pod: environment and files.
 *
 * <p>What the manifest alone says is worked out when the plan is made. What lies in objects is read
 * at each start of a container, from the objects as they are then. A pod that uses none of them
 * loads none of these classes.
 */
package io.beanpod.config;
