/** What the commands that change pods have in common: label, annotate, patch, replace, edit. */
package io.beanpod.cli.change;
