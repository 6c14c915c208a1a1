package io.beanpod.probe;

public final class ProbeWorkers {
  public static void submit(Runnable r) {
    new Thread(r).start();
  }
}
