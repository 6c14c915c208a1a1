package io.beanpod.model;

/** {@code Service.spec.ipFamilyPolicy}. The constants are spelt as in the API. */
public enum IpFamilyPolicy {
  SingleStack,
  PreferDualStack,
  RequireDualStack
}
