package io.beanpod.cli;

import io.beanpod.model.Selector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code delete} was asked for: objects by name, or those of manifests, or all of a kind, or
 * by label.
 *
 * @param namespace that of {@code -n}, else {@code default}
 * @param namespaceGiven that of {@code -n}, if there is one
 * @param resources which kinds, and which objects by name
 * @param files manifests whose objects are meant, as for {@code apply}
 * @param all every object of the kinds in the namespace
 * @param allNamespaces with {@code all} or {@code selector}: of every namespace
 * @param selector every object with these labels
 * @param gracePeriod seconds, at least 0; empty for the pod's own {@code
 *     terminationGracePeriodSeconds}. 0 comes only with {@code force}
 * @param force do not wait for the containers to end by themselves
 * @param waitUntilGone come back only when the objects are gone
 * @param ignoreNotFound an object that does not exist is no failure
 */
record DeleteOptions(
    String namespace,
    Optional<String> namespaceGiven,
    Resources resources,
    List<String> files,
    boolean all,
    boolean allNamespaces,
    Optional<Selector> selector,
    OptionalInt gracePeriod,
    boolean force,
    boolean waitUntilGone,
    boolean ignoreNotFound) {}
