package io.beanpod.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 7541, appendix C. */
class HpackTest {
  private final Hpack hpack = new Hpack();

  private List<Hpack.Field> decode(String hex) throws NetException {
    return hpack.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static Hpack.Field field(String name, String value) {
    return new Hpack.Field(name, value);
  }

  @Test
  void requestsOnOneConnectionWithoutHuffman() throws NetException {
    assertThat(decode("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d"))
        .containsExactly(
            field(":method", "GET"),
            field(":scheme", "http"),
            field(":path", "/"),
            field(":authority", "www.example.com"));
    assertThat(decode("8286 84be 5808 6e6f 2d63 6163 6865"))
        .endsWith(field(":authority", "www.example.com"), field("cache-control", "no-cache"));
    assertThat(decode("8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65"))
        .endsWith(field(":authority", "www.example.com"), field("custom-key", "custom-value"));
  }

  @Test
  void requestsOnOneConnectionWithHuffman() throws NetException {
    assertThat(decode("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff"))
        .endsWith(field(":authority", "www.example.com"));
    assertThat(decode("8286 84be 5886 a8eb 1064 9cbf"))
        .endsWith(field("cache-control", "no-cache"));
    assertThat(decode("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf"))
        .endsWith(field("custom-key", "custom-value"));
  }

  /** C.6, with the table that its examples have: the update in front makes it 256 bytes. */
  @Test
  void responsesThatEvict() throws NetException {
    assertThat(
            decode(
                "3fe101 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0"
                    + "82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3"))
        .containsExactly(
            field(":status", "302"),
            field("cache-control", "private"),
            field("date", "Mon, 21 Oct 2013 20:13:21 GMT"),
            field("location", "https://www.example.com"));
    assertThat(decode("4883 640e ffc1 c0bf"))
        .containsExactly(
            field(":status", "307"),
            field("cache-control", "private"),
            field("date", "Mon, 21 Oct 2013 20:13:21 GMT"),
            field("location", "https://www.example.com"));
    assertThat(
            decode(
                "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab"
                    + "77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5"
                    + "291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07"))
        .containsExactly(
            field(":status", "200"),
            field("cache-control", "private"),
            field("date", "Mon, 21 Oct 2013 20:13:22 GMT"),
            field("location", "https://www.example.com"),
            field("content-encoding", "gzip"),
            field("set-cookie", "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // index 0
        "be", // the first of an empty table
        "ffffffffff7f", // an integer without an end
        "7f", // cut off in an integer
        "0005616263", // cut off in a string
        "0081ff00", // padding of eight ones
        "008100 00", // padding of zeros
        "0084ffffffff00", // EOS
        "3fe21f", // a table over 4096 bytes
        "00", // no name
      })
  void nonsenseIsRefused(String hex) {
    assertThatThrownBy(() -> decode(hex)).isInstanceOf(NetException.class);
  }

  @Test
  void whatItWritesItReads() throws NetException {
    for (int length : new int[] {0, 1, 126, 127, 128, 254, 255, 10_000}) {
      assertThat(hpack.decode(Hpack.literal("name", "v".repeat(length))))
          .containsExactly(field("name", "v".repeat(length)));
    }
  }

  /** Characters of every length of code, as the table of the standard has them. */
  @Test
  void rareCharactersAreDecoded() throws NetException {
    assertThat(Huffman.decode(HexFormat.of().parseHex("1fffff"), 0, 1))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("a");
    // '\\' is 0x7fff0 of 19 bits, 0xf9 (0xffffffe of 28) is the last one before the control ones
    assertThat(Huffman.decode(HexFormat.of().parseHex("fffe1f"), 0, 3))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("\\");
    assertThat(Huffman.decode(HexFormat.of().parseHex("ffffffef"), 0, 4)).containsExactly(0xf9);
  }
}
