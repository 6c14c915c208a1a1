/**
 * What the API server does for objects other than pods, kind by kind.
 *
 * <p>The way of an object: {@link io.beanpod.object.ObjectManifest} reads a manifest's tree
 * strictly, {@link io.beanpod.object.ObjectChange} makes it an object of the {@link
 * io.beanpod.store.ObjectStore}, changes or removes it. What differs from kind to kind is in its
 * {@link io.beanpod.object.KindRules}, one small class for each, which {@link
 * io.beanpod.object.Kinds} knows: to add a kind, write that class and give it a line there.
 *
 * <p>Commands for pods load none of this.
 */
package io.beanpod.object;
