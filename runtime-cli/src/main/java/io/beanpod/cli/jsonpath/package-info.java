/**
 * Kubernetes' dialect of JSONPath, as {@code kubectl -o jsonpath=} takes it (<a
 * href="https://kubernetes.io/docs/reference/kubectl/jsonpath/">JSONPath support</a>): a template
 * of text and braces, {@link io.beanpod.cli.jsonpath.TemplateParser parsed} into {@link
 * io.beanpod.cli.jsonpath.Part parts} and {@link io.beanpod.cli.jsonpath.Step steps}, which an
 * {@link io.beanpod.cli.jsonpath.Evaluation evaluation} walks along a tree.
 *
 * <p>The libraries for Java speak Goessner's dialect or RFC 9535, which have neither text, {@code
 * range} nor names with escaped dots, and print other things. Results and messages are those of
 * k8s.io/client-go/util/jsonpath, whose test cases are ours.
 *
 * <p>Scripts call {@code get -o jsonpath=} in loops: no regular expressions, lambdas or switches
 * over types here, which would cost more start-up time than all the rest.
 */
package io.beanpod.cli.jsonpath;
