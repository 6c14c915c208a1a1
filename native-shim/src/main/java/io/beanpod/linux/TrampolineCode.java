package io.beanpod.linux;

import java.util.HexFormat;

/**
 * The machine code of the trampoline. The commented listing is {@code
 * src/main/asm/trampoline-x86_64.S}; a test assembles it and compares it with these bytes.
 *
 * @param bytes the routine
 * @param raw offset of {@code long raw(nr, a0..a5)}
 * @param spawn offset of {@code long spawn(program, clone_args, size)}
 */
record TrampolineCode(byte[] bytes, int raw, int spawn) {

  static final String X86_64 =
      """
      4889f84889f74889d64889ca4d89c24d\
      89c84c8b4c24080f05c34989f84889f7\
      4889d6b8b30100000f054885c07401c3\
      4d89c4498d5810488b03488b7b08488b\
      7310488b53184c8b53204c8b43284c8b\
      4b300f05488b4b384885c9740c488b11\
      488902488b4908ebef483d01f0ffff73\
      06488b5b50ebc0488b4b404885c97413\
      488b53484885d274054839d075054889\
      cbeba449891c244989442408bf7f0000\
      00b8e70000000f050f0b""";

  /**
   * The code for this machine.
   *
   * @throws UnsupportedOperationException on an architecture without a listing
   */
  static TrampolineCode forThisMachine() {
    String arch = System.getProperty("os.arch");
    if (!arch.equals("amd64") && !arch.equals("x86_64")) {
      throw new UnsupportedOperationException(
          "Beanpod's system call trampoline exists for x86-64 only, and this JVM runs on " + arch);
    }
    return new TrampolineCode(HexFormat.of().parseHex(X86_64), 0x00, 0x1a);
  }
}
