package io.beanpod.pod;

import static io.beanpod.pod.PlanValues.count;
import static io.beanpod.pod.PlanValues.text;

import io.beanpod.container.EnvironmentPlan;
import io.beanpod.container.ObjectRef;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An {@link EnvironmentPlan} as bytes, within those of a {@link PlanCodec}. */
final class EnvironmentCodec {
  private EnvironmentCodec() {}

  static void encode(DataOutputStream out, EnvironmentPlan plan) throws IOException {
    out.writeInt(plan.services().size());
    for (Map.Entry<String, String> service : plan.services().entrySet()) {
      text(out, service.getKey());
      text(out, service.getValue());
    }
    out.writeInt(plan.from().size());
    for (EnvironmentPlan.From from : plan.from()) {
      ref(out, from.object());
      text(out, from.prefix());
    }
    out.writeInt(plan.variables().size());
    for (EnvironmentPlan.Variable variable : plan.variables()) {
      text(out, variable.name());
      text(out, variable.template());
      out.writeBoolean(variable.key().isPresent());
      if (variable.key().isPresent()) {
        ref(out, variable.key().get().object());
        text(out, variable.key().get().key());
      }
    }
    out.writeInt(plan.literalWords());
  }

  static EnvironmentPlan decode(DataInputStream in) throws IOException {
    Map<String, String> services = new LinkedHashMap<>();
    for (int n = count(in, 2 * Integer.BYTES); n > 0; n--) {
      services.put(text(in), text(in));
    }
    List<EnvironmentPlan.From> from = new ArrayList<>();
    for (int n = count(in, 2); n > 0; n--) {
      from.add(new EnvironmentPlan.From(ref(in), text(in)));
    }
    List<EnvironmentPlan.Variable> variables = new ArrayList<>();
    for (int n = count(in, 2 * Integer.BYTES); n > 0; n--) {
      String name = text(in);
      String template = text(in);
      variables.add(
          new EnvironmentPlan.Variable(
              name,
              template,
              in.readBoolean()
                  ? Optional.of(new EnvironmentPlan.Key(ref(in), text(in)))
                  : Optional.empty()));
    }
    return new EnvironmentPlan(services, from, variables, in.readInt());
  }

  static void ref(DataOutputStream out, ObjectRef ref) throws IOException {
    out.writeBoolean(ref.secret());
    text(out, ref.name());
    out.writeBoolean(ref.optional());
  }

  static ObjectRef ref(DataInputStream in) throws IOException {
    return new ObjectRef(in.readBoolean(), text(in), in.readBoolean());
  }
}
