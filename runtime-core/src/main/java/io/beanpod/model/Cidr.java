package io.beanpod.model;

import io.beanpod.linux.IpAddress;
import java.util.Optional;

/**
 * A range of addresses as the API's fields take it: {@code 10.0.0.0/8}. As there, bits may be set
 * behind the prefix, which say nothing: {@code 10.1.2.3/8} is the same range.
 *
 * @param address as it was written
 * @param prefix how many of its bits count
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632">RFC 4632</a>
 */
public record Cidr(IpAddress address, int prefix) {
  static final String ALLOWED = "a CIDR value, such as 10.9.8.0/24 or 2001:db8::/64";

  /** The range of a text; empty if it is none. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    String bits = text.substring(slash + 1);
    Optional<IpAddress> address =
        slash < 0 ? Optional.empty() : IpAddress.parse(text.substring(0, slash));
    if (address.isEmpty() || bits.isEmpty() || bits.length() > 3) {
      return Optional.empty();
    }
    int prefix = 0;
    for (int i = 0; i < bits.length(); i++) {
      char c = bits.charAt(i);
      if (c < '0' || c > '9' || (c == '0' && i == 0 && bits.length() > 1)) {
        return Optional.empty();
      }
      prefix = 10 * prefix + c - '0';
    }
    return prefix <= address.get().bits()
        ? Optional.of(new Cidr(address.get(), prefix))
        : Optional.empty();
  }

  /** Its first address. */
  public IpAddress network() {
    return address.network(prefix);
  }

  /** Whether an address lies in it. */
  public boolean contains(IpAddress other) {
    return other.isV4() == address.isV4() && other.network(prefix).equals(network());
  }

  /** Whether all of another one, and not the same, lies in it. */
  public boolean isAround(Cidr other) {
    return prefix < other.prefix && contains(other.address);
  }

  /** With no bits set behind the prefix: {@code 10.0.0.0/8}. */
  @Override
  public String toString() {
    return network() + "/" + prefix;
  }

  /** One of a field that must be there. */
  static Optional<Cidr> required(Fields fields, String field) {
    Optional<String> text = fields.requiredString(field);
    Optional<Cidr> cidr = text.flatMap(Cidr::parse);
    if (text.isPresent() && cidr.isEmpty()) {
      fields.check(field, text.get(), ALLOWED);
    }
    return cidr;
  }
}
