/** What {@code create configmap} and its like make objects of: flags, files, literals. */
package io.beanpod.cli.create;
