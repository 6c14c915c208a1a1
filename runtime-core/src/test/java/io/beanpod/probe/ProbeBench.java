package io.beanpod.probe;

import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a probe costs: {@code ProbeBench http|tcp|https|grpc PORT COUNT [INTERVAL_MICROS]}, against
 * a server that is there. To be run by hand, with the options of a pause's JVM.
 */
final class ProbeBench {
  private ProbeBench() {}

  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[1]);
    Handler handler =
        switch (args[0]) {
          case "tcp" -> new Handler.TcpSocket("", port);
          case "grpc" -> new Handler.Grpc(port, "");
          default -> new Handler.HttpGet(args[0].equals("https"), "", port, "/", List.of());
        };
    int count = Integer.parseInt(args[2]);
    long interval = args.length > 3 ? Long.parseLong(args[3]) * 1000 : 0;
    long begin = System.nanoTime();
    ProbeOutcome outcome = Prober.probe(handler, "127.0.0.1", 5000);
    System.out.println("first: " + (System.nanoTime() - begin) / 1000 + " us " + outcome.verdict());
    for (int round = 0; round < 3; round++) {
      long cpu = cpu();
      long from = System.nanoTime();
      for (int i = 0; i < count; i++) {
        Prober.probe(handler, "127.0.0.1", 5000);
        long left = from + (i + 1) * interval - System.nanoTime();
        if (left > 0) {
          Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
      }
      System.out.println(
          (cpu() - cpu) / 1000 / count
              + " us CPU a probe, all threads; "
              + (System.nanoTime() - from) / 1000 / count
              + " us wall");
    }
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
