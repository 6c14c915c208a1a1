/** {@code run}: a pod that is described by flags. */
package io.beanpod.cli.run;
