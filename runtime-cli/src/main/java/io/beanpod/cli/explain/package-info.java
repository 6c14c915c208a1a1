/** What {@code explain} prints, in kubectl's layout. */
package io.beanpod.cli.explain;
