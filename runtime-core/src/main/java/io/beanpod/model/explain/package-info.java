/**
 * The words for the fields of {@code v1.Pod}: what they are for and which type they have. They come
 * from {@code v1.Pod.txt}, which a test holds to what the decoder takes.
 */
package io.beanpod.model.explain;
