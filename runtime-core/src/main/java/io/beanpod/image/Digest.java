package io.beanpod.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A content address, {@code sha256:} and 64 hexadecimal digits.
 *
 * @param hex the 64 lower-case digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">OCI
 *     digests</a>
 */
record Digest(String hex) {
  private static final String PREFIX = "sha256:";
  private static final int LENGTH = 64;

  /**
   * @param what whose digest it is, for the error
   */
  static Digest parse(String text, String what) throws ImageException {
    if (!text.startsWith(PREFIX) || !isHex(text, PREFIX.length(), LENGTH)) {
      throw new ImageException(
          what
              + ": \""
              + text
              + "\" is not a digest that can be checked; allowed is sha256: and 64 hexadecimal"
              + " digits in lower case");
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  static Digest of(byte[] content) {
    return of(sha256(), content);
  }

  /** What has been fed to {@code digest} so far; resets it. */
  static Digest of(MessageDigest digest) {
    return new Digest(HexFormat.of().formatHex(digest.digest()));
  }

  private static Digest of(MessageDigest digest, byte[] content) {
    digest.update(content);
    return of(digest);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Whether {@code text} from {@code from} on is exactly {@code length} lower-case hex digits. */
  static boolean isHex(String text, int from, int length) {
    if (text.length() != from + length) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Fails unless this, the expected digest of {@code what}, is the {@code actual} one. */
  void mustBe(Digest actual, String what) throws ImageException {
    if (!equals(actual)) {
      throw new ImageException(
          what
              + ": its content does not match its digest: expected "
              + this
              + ", found "
              + actual
              + "; it is damaged or was changed, get it again");
    }
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
