/** {@code wait}: what can be waited for, and the loop that does; kubectl's rules and words. */
package io.beanpod.cli.wait;
