package io.beanpod.cli.kind;

import io.beanpod.cli.Context;
import io.beanpod.cli.describe.NetworkPolicyDescription;
import io.beanpod.cli.text.Age;
import io.beanpod.cli.text.Selectors;
import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.util.List;

/** {@code networking.k8s.io/v1} NetworkPolicy. */
final class NetworkPolicyView implements KindView {
  @Override
  public List<String> names(boolean wide) {
    return List.of("POD-SELECTOR", "AGE");
  }

  @Override
  public List<String> cells(Stored policy, boolean wide, long now) {
    return List.of(
        Selectors.of(Json.at(policy.tree(), "spec", "podSelector")), Age.of(policy.tree(), now));
  }

  @Override
  public String describe(Stored policy, Context context) {
    return NetworkPolicyDescription.of(policy);
  }
}
