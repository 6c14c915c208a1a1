package io.beanpod.cli.change;

import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;

/** Limits or requests as one word: {@code cpu=200m,memory=512Mi}. */
final class ResourceAmounts {
  private ResourceAmounts() {}

  /**
   * By resource name, as they were typed.
   *
   * @throws UsageError where the word is of another form, or an amount is none
   */
  static Map<String, Object> parse(String command, String text) {
    Map<String, Object> amounts = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return amounts;
    }
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0 || pair.indexOf('=', equals + 1) >= 0) {
        throw new UsageError(
            command, "invalid argument syntax " + pair + ", expected <resource>=<value>");
      }
      String amount = pair.substring(equals + 1);
      if (Quantity.tryParse(amount).isEmpty()) {
        throw new UsageError(
            command, pair + ": \"" + amount + "\" is not a quantity; write " + Quantity.ALLOWED);
      }
      amounts.put(pair.substring(0, equals), amount);
    }
    return amounts;
  }
}
