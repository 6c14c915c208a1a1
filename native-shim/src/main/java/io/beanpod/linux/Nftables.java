package io.beanpod.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The packet filter, in the language of nft(8), by libnftables: what {@code nft -f} does, without
 * the command. All commands of one {@link #run} are carried out, or none. For one thread at a time.
 *
 * @see <a href="https://www.netfilter.org/projects/nftables/manpage.html">nft(8)</a>
 * @see <a
 *     href="https://manpages.debian.org/bookworm/libnftables-dev/libnftables.3.en.html">libnftables(3)</a>
 */
public final class Nftables implements AutoCloseable {
  /** The name under which the dynamic linker knows it; Debian's package is libnftables1. */
  public static final String LIBRARY = "libnftables.so.1";

  /** The system property that names another one, for a host that has it elsewhere. */
  public static final String PROPERTY = "beanpod.libnftables";

  private static final int MAX_TEXT = 16 << 20;

  private final SymbolLookup library;
  private final long context;

  private Nftables(SymbolLookup library, long context) {
    this.library = library;
    this.context = context;
  }

  /**
   * For the network namespace of the calling thread.
   *
   * @return empty where {@link #LIBRARY} is not installed
   * @throws IOException if it can't be used
   */
  public static Optional<Nftables> open() throws IOException {
    SymbolLookup library;
    try {
      library = SymbolLookup.libraryLookup(System.getProperty(PROPERTY, LIBRARY), Arena.global());
    } catch (IllegalArgumentException notThere) {
      return Optional.empty();
    }
    long context = call(library, "nft_ctx_new", 0);
    if (context == 0) {
      throw new IOException("nft_ctx_new: no memory for libnftables");
    }
    Nftables nftables = new Nftables(library, context);
    if (nftables.call("nft_ctx_buffer_output") != 0 || nftables.call("nft_ctx_buffer_error") != 0) {
      nftables.close();
      throw new IOException("nft_ctx_buffer_output: no memory for libnftables");
    }
    return Optional.of(nftables);
  }

  /**
   * Carries out commands, one a line.
   *
   * @return what they print
   * @throws IOException with libnftables' message if one is wrong or the kernel refuses it: then
   *     none of them has had an effect
   */
  public String run(String commands) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = Kernel.string(arena, commands);
      int failed = (int) call(library, "nft_run_cmd_from_buffer", context, text.address());
      String output = string(call("nft_ctx_get_output_buffer"));
      String error = string(call("nft_ctx_get_error_buffer"));
      if (failed != 0) {
        throw new IOException("nft: " + (error.isBlank() ? "refused: " + commands : error.strip()));
      }
      return output;
    }
  }

  private long call(String name) {
    long result = call(library, name, context);
    return name.contains("_get_") ? result : (int) result; // a pointer, or C's int
  }

  private static long call(SymbolLookup library, String name, long... args) {
    MemorySegment function =
        library
            .find(name)
            .orElseThrow(() -> new IllegalStateException(LIBRARY + " has no function " + name));
    return Trampoline.function(function, args);
  }

  /** The string at an address; empty at none. */
  private static String string(long address) {
    if (address == 0) {
      return "";
    }
    ByteBuffer memory = Memory.view(MemorySegment.ofAddress(address).reinterpret(MAX_TEXT));
    int length = 0;
    while (memory.get(length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    memory.get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    call(library, "nft_ctx_free", context);
  }
}
