/**
 * Copies files into and out of running containers, whose files are not to be trusted: nothing here
 * follows a symlink that somebody else has made.
 */
package io.beanpod.copy;
