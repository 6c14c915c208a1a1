package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.Quantity.Format;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values are those that Kubernetes' own tests of {@code resource.Quantity} assert. */
class QuantityTest {
  private static BigDecimal amount(String text) {
    return new BigDecimal(Quantity.parse(text).nanos(), 9);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, DecimalSI",
    "0n, 0, DecimalSI",
    "0Ki, 0, BinarySI",
    "1, 1, DecimalSI",
    "128974848, 128974848, DecimalSI",
    "1Ki, 1024, BinarySI",
    "8Ki, 8192, BinarySI",
    "7Mi, 7340032, BinarySI",
    "6Gi, 6442450944, BinarySI",
    "5Ti, 5497558138880, BinarySI",
    "4Pi, 4503599627370496, BinarySI",
    "3Ei, 3458764513820540928, BinarySI",
    "5n, 5e-9, DecimalSI",
    "4u, 4e-6, DecimalSI",
    "3m, 3e-3, DecimalSI",
    "8k, 8000, DecimalSI",
    "50k, 50000, DecimalSI",
    "7M, 7e6, DecimalSI",
    "129M, 129e6, DecimalSI",
    "6G, 6e9, DecimalSI",
    "300T, 3e14, DecimalSI",
    "2P, 2e15, DecimalSI",
    "1E, 1e18, DecimalSI",
    "1E-3, 1e-3, DecimalExponent",
    "129e6, 129e6, DecimalExponent",
    "1E18, 1e18, DecimalExponent",
    "100.035k, 100035, DecimalSI",
    "0.0005k, 0.5, DecimalSI",
    "0.05000, 0.05, DecimalSI",
    "0.5e-2, 0.005, DecimalExponent",
    "1.3E+6, 1300000, DecimalExponent",
    "7.123456M, 7123456, DecimalSI",
    "3.001n, 4e-9, DecimalSI",
    "1.1E-9, 2e-9, DecimalExponent",
    "0.0000000001, 1e-9, DecimalSI",
    "0.9n, 1e-9, DecimalSI",
    "0.00000012345, 124e-9, DecimalSI",
    "9Ei, 9223372036854775807, BinarySI",
    "9223372036854775807Ki, 9223372036854775807, BinarySI",
    "12E, 12e18, DecimalSI",
    "100.035Ki, 102435.84, BinarySI",
    "0.5Mi, 524288, BinarySI",
    "0.05Gi, 53687091.2, BinarySI",
    "0.000000000001Ki, 2e-9, DecimalSI",
    ".001, 0.001, DecimalSI",
    ".0001k, 0.1, DecimalSI",
    "1., 1, DecimalSI",
    "1.G, 1e9, DecimalSI",
  })
  void parsesWithEitherSign(String text, BigDecimal amount, Format format) {
    assertThat(amount(text)).isEqualByComparingTo(amount);
    assertThat(Quantity.parse(text).format()).isEqualTo(format);
    assertThat(Quantity.parse("+" + text)).isEqualTo(Quantity.parse(text));
    assertThat(amount("-" + text)).isEqualByComparingTo(amount.negate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "-", "+.", "1.1.M", "1+1.0M", "0.1mi", "0.1am", "aoeu", ".5i", "1i", "-3.01i",
        "-3.01e-", " 1", "1 ", "500mm", "1Kii", "1KI", "1K", "1g", "1e", "1e1.5", "1e3k", "0x10",
        "--1", "1e100", "1e-999999999", "1e99999999999999999999", "٣"
      })
  void refusesWhatKubernetesRefuses(String text) {
    assertThat(Quantity.tryParse(text)).isEmpty();
  }

  @Test
  void refusalSaysWhatIsAllowed() {
    assertThatThrownBy(() -> Quantity.parse("500mm"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"500mm\" is not a quantity; write a number with an optional suffix n, u, m, k, M, G,"
                + " T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or exponent, such as 500m, 0.5, 128Mi or 1e3");
  }

  @ParameterizedTest
  @CsvSource({
    "1024Mi, 1Gi",
    "307200Ki, 300Mi",
    "1025024Mi, 1001Gi",
    "1024Gi, 1Ti",
    "6Ki, 6Ki",
    "1.5Gi, 1536Mi",
    "1000M, 1G",
    "0.001T, 1G",
    "1000u, 1m",
    "0.5, 500m",
    "1.08, 1080m",
    "1080000000n, 1080m",
    "1000E, 1e21",
    "1000000E, 1e24",
    "1234567M, 1234567M",
    "1025, 1025",
    "100000, 100k",
    "00, 0",
    "0Mi, 0",
    "0e3, 0",
    ".001e12, 1e9",
    "0.001e0, 1e-3",
    "1000e-12, 1e-9",
    "80e-3, 80e-3",
    "300e6, 300e6",
    "1.5, 1500m",
    ".001Ki, 1024m",
    ".000001Ki, 1024u",
    ".000000001Ki, 1024n",
    ".000000000001Ki, 2n",
    "0.05Gi, 53687091200m",
    "8Ei, 9223372036854775807",
  })
  void printsCanonicalForm(String text, String canonical) {
    assertThat(Quantity.parse(text)).hasToString(canonical);
    assertThat(Quantity.parse(canonical)).hasToString(canonical);
    String negative = canonical.equals("0") ? "0" : "-" + canonical;
    assertThat(Quantity.parse("-" + text)).hasToString(negative);
  }

  @ParameterizedTest
  @CsvSource({
    "9.01, 10, 9010",
    "-9.01, -10, -9010",
    "500m, 1, 500",
    "1n, 1, 1",
    "0.1, 1, 100",
    "100.035Ki, 102436, 102435840",
    "12E, 9223372036854775807, 9223372036854775807",
    "-12E, -9223372036854775808, -9223372036854775808",
  })
  void valuesRoundAwayFromZeroAndSaturate(String text, long value, long milliValue) {
    assertThat(Quantity.parse(text).value()).isEqualTo(value);
    assertThat(Quantity.parse(text).milliValue()).isEqualTo(milliValue);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "100m, 50m, 1", "50m, 100m, -1", "10000T, 100Gi, 1", "1, 1000m, 0"})
  void comparesByAmount(String one, String other, int expected) {
    assertThat(Quantity.parse(one).compareTo(Quantity.parse(other))).isEqualTo(expected);
  }
}
