package io.beanpod.linux.netlink;

import java.io.IOException;

/** The kernel sent a message that is not one, or this program does not understand it. */
public final class MalformedAnswer extends IOException {
  private static final long serialVersionUID = 1;

  MalformedAnswer(String what) {
    super("netlink: malformed answer: " + what);
  }
}
