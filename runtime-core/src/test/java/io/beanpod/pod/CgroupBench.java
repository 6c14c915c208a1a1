package io.beanpod.pod;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.cgroup.Limits;
import io.beanpod.store.Root;
import java.io.IOException;

/**
 * {@code make bench}: the cgroups of a pod of two containers, made, limited and removed as its
 * command and its pause do it. Prints a line of milliseconds for each of 200 rounds.
 */
final class CgroupBench {
  private static final int WARM_UP = 300;
  private static final int ROUNDS = 200;
  private static final Limits CONTAINER =
      Limits.NONE.withMemoryBytes(64 << 20).withCpuMilli(500).withOomGroup(true);
  private static final Limits POD =
      Limits.NONE.withMemoryBytes(128 << 20).withCpuMilli(1000).withPids(1024);

  private CgroupBench() {}

  public static void main(String[] args) throws IOException {
    CgroupDriver driver = CgroupDriver.detect(Root.host());
    String top = "beanpod-bench-" + ProcessHandle.current().pid();
    driver.create(top);
    try {
      for (int i = 0; i < WARM_UP + ROUNDS; i++) {
        long start = System.nanoTime();
        pod(driver, top + "/pod" + i);
        long micros = (System.nanoTime() - start) / 1000;
        if (i >= WARM_UP) {
          System.out.println(micros / 1000 + "." + (1000 + micros % 1000 + "").substring(1));
        }
      }
    } finally {
      driver.cgroup(top).remove();
    }
  }

  private static void pod(CgroupDriver driver, String path) throws IOException {
    driver.create(path + "/" + PodPlan.PAUSE);
    Cgroup containers = driver.create(path + "/containers");
    containers.apply(POD);
    driver.cgroup(path).apply(POD.onlyRequest());
    for (String name : new String[] {"one", "two"}) {
      driver.create(path + "/containers/" + name).apply(CONTAINER);
    }
    containers.remove();
    driver.cgroup(path).remove();
  }
}
