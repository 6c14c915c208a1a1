/**
 * The formats of {@code get -o}: tables, whole objects, names, templates and columns of one's own.
 */
package io.beanpod.cli.print;
