package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NativeBufferTest {
  @Test
  void bytesGoInAndOut() {
    try (NativeBuffer buffer = new NativeBuffer(16)) {
      byte[] source = new byte[16];
      ByteBuffer.wrap(source).order(ByteOrder.nativeOrder()).put(0, (byte) 7).putLong(3, -2L);
      buffer.copyFrom(source, 0, 0, 16);
      assertThat(buffer.byteAt(0)).isEqualTo((byte) 7);
      assertThat(buffer.longAt(3)).isEqualTo(-2L);
      assertThat(buffer.intAt(3)).isEqualTo(-2);
      byte[] target = new byte[20];
      buffer.copyTo(2, target, 4, 9);
      assertThat(ByteBuffer.wrap(target).order(ByteOrder.nativeOrder()).getLong(5)).isEqualTo(-2L);
      assertThat(buffer.size()).isEqualTo(16);
    }
  }

  @Test
  void nothingOutsideIsTouched() {
    try (NativeBuffer buffer = new NativeBuffer(16)) {
      byte[] array = new byte[32];
      assertThatThrownBy(() -> buffer.byteAt(16)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> buffer.byteAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> buffer.intAt(13)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> buffer.longAt(9)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> buffer.copyTo(8, array, 0, 9))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> buffer.copyFrom(array, 0, 8, 9))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void freedMemoryIsNotHandedToTheKernel() {
    NativeBuffer buffer = new NativeBuffer(16);
    buffer.close();
    assertThatThrownBy(buffer::address).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> buffer.byteAt(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itIsEmptyAtFirst() {
    try (NativeBuffer buffer = new NativeBuffer(64)) {
      for (int i = 0; i < 64; i++) {
        assertThat(buffer.byteAt(i)).isZero();
      }
    }
  }
}
