package io.beanpod.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages without a kernel: a request is read back as if it had come. */
class AnswerTest {
  private static Answer readBack(Request request) throws MalformedAnswer {
    return Answer.all(request.bytes(7, 0)).get(0);
  }

  @Test
  void whatIsWrittenIsRead() throws MalformedAnswer {
    Answer answer =
        readBack(
            new Request("try", 1234, Request.NLM_F_CREATE, 5)
                .set8(0, 200)
                .set32(1, -3)
                .attribute(1, "name")
                .attribute(2, 77)
                .attribute8(3, 9)
                .begin(4)
                .attribute(1, "inner")
                .begin(2)
                .end()
                .end()
                .attribute(5, new byte[500]));
    assertThat(answer.type()).isEqualTo(1234);
    assertThat(answer.sequence()).isEqualTo(7);
    assertThat(answer.uint8(0)).isEqualTo(200);
    assertThat(answer.int32(1)).isEqualTo(-3);
    Attributes attributes = answer.attributes(5);
    assertThat(attributes.string(1)).isEqualTo("name");
    assertThat(attributes.int32(2, 0)).isEqualTo(77);
    assertThat(attributes.bytes(3)).containsExactly(9);
    assertThat(attributes.nested(4).string(1)).isEqualTo("inner");
    assertThat(attributes.nested(4).has(2)).isTrue();
    assertThat(attributes.bytes(5)).hasSize(500);
    assertThat(attributes.has(6)).isFalse();
    assertThat(attributes.string(6)).isEmpty();
    assertThat(attributes.int32(6, -1)).isEqualTo(-1);
    assertThat(attributes.nested(6).has(1)).isFalse();
  }

  @Test
  void anAttributeWithoutAnEndIsNotSent() {
    Request request = new Request("try", 1, 0, 0).begin(1);
    assertThatThrownBy(() -> request.bytes(1, 0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aMessageThatIsCutOffIsAnError() throws MalformedAnswer {
    byte[] whole = new Request("try", 1, 0, 8).attribute(1, "name").bytes(1, 0);
    for (int length = 1; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Answer.all(part)).isInstanceOf(MalformedAnswer.class);
    }
    assertThat(Answer.all(whole)).hasSize(1);
    assertThat(Answer.all(new byte[0])).isEmpty();
  }

  @Test
  void noBytesLeadOutOfTheMessage() {
    Random random = new Random(2);
    byte[] whole =
        new Request("try", Answer.NLMSG_ERROR, 0x200, 24)
            .attribute(1, "name")
            .begin(2)
            .attribute(1, 1)
            .end()
            .bytes(1, 0);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = whole.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        for (Answer answer : Answer.all(bytes)) {
          answer.errno();
          answer.sentence();
          answer.bytes(0, 24);
          Attributes attributes = answer.attributes(24);
          attributes.string(1);
          attributes.nested(2).int32(1, 0);
        }
      } catch (IOException refused) {
        assertThat(refused).isInstanceOf(MalformedAnswer.class);
      }
    }
  }
}
