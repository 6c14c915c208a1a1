package io.beanpod.model;

/**
 * {@code imagePullPolicy}: when an image is looked for outside the node. The constants are spelt as
 * in the API.
 */
public enum ImagePullPolicy {
  Always,
  IfNotPresent,
  Never
}
