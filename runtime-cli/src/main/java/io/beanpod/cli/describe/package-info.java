/** A pod in full sentences, as {@code kubectl describe pod} prints it. */
package io.beanpod.cli.describe;
