/** How tables, times and pods are put into words: kubectl's. Pure functions. */
package io.beanpod.cli.text;
