package io.beanpod.cli.forward;

import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TcpSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Carries bytes both ways between a connection here and one in a pod, until both are at an end. */
final class Tunnel {
  private static final int CHUNK = 64 * 1024;

  private final Socket here;
  private final Fd there;

  /**
   * @param here the client's connection; closed at the end
   * @param there to the server in the pod; closed at the end
   */
  Tunnel(Socket here, Fd there) {
    this.here = here;
    this.there = there;
  }

  /** Comes back when both sides have ended. */
  void run() throws IOException {
    try (here;
        there) {
      Thread up = Thread.ofPlatform().daemon().name("to-pod").start(this::toPod);
      try {
        fromPod();
      } finally {
        here.shutdownInput(); // whoever gets no answer any more need not ask
        join(up);
      }
    }
  }

  private void fromPod() throws IOException {
    try (NativeBuffer buffer = new NativeBuffer(CHUNK)) {
      OutputStream out = here.getOutputStream();
      byte[] bytes = new byte[CHUNK];
      for (int n = there.read(buffer); n > 0; n = there.read(buffer)) {
        buffer.copyTo(0, bytes, 0, n);
        out.write(bytes, 0, n);
      }
      here.shutdownOutput();
    }
  }

  private void toPod() {
    try (NativeBuffer buffer = new NativeBuffer(CHUNK)) {
      InputStream in = here.getInputStream();
      byte[] bytes = new byte[CHUNK];
      for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
        buffer.copyFrom(bytes, 0, 0, n);
        for (int sent = 0; sent < n; ) {
          sent += TcpSocket.send(there, buffer, sent, n - sent);
        }
      }
      TcpSocket.endOfOutput(there);
    } catch (IOException clientGone) {
      endOfBoth(clientGone);
    }
  }

  /** The other direction would wait for an end that may never come. */
  private void endOfBoth(IOException cause) {
    try {
      TcpSocket.end(there);
    } catch (SyscallException alreadyEnded) {
      cause.addSuppressed(alreadyEnded);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
