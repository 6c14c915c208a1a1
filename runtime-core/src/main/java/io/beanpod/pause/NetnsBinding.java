package io.beanpod.pause;

import io.beanpod.linux.Clone;
import io.beanpod.linux.CloneFlags;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.ProgramException;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Binds the pod's network namespace in the host's mount namespace, by a child that enters it: a
 * thread of the JVM that did so would be lost for everything else.
 *
 * @param hostMounts a descriptor of the host's mount namespace
 * @param file the file to bind it on
 */
record NetnsBinding(Fd hostMounts, Path file) {
  private static final int DETACH = 2;

  void bind() throws IOException {
    SyscallProgram p = enterHost();
    Result made =
        p.openat(SyscallProgram.CWD, file.toString(), Fd.O_RDONLY | Fd.O_CREAT | Fd.O_EXCL, 0444);
    p.close(made);
    p.mount("/proc/self/ns/net", file.toString(), "", 4096, "");
    p.exit(0);
    try {
      Clone.run(p, 0);
    } catch (ProgramException e) {
      if (e.errorOf(made) == Errno.EEXIST) {
        String name = file.getFileName().toString();
        throw new IOException(
            "network namespace name "
                + name
                + " is taken: "
                + file
                + " exists (remove it by: ip netns delete "
                + name
                + ")",
            e);
      }
      takeBack(e);
      throw e;
    }
  }

  /** The file may be there, without its mount. */
  private void takeBack(ProgramException cause) {
    try {
      unbind();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  void unbind() throws IOException {
    SyscallProgram p = enterHost();
    p.tolerating(Errno.EINVAL, () -> p.umount2(file.toString(), DETACH)); // was not mounted
    p.tolerating(Errno.ENOENT, () -> p.unlinkat(SyscallProgram.CWD, file.toString()));
    p.exit(0);
    Clone.run(p, 0);
  }

  private SyscallProgram enterHost() {
    SyscallProgram p = new SyscallProgram();
    p.setns(
        SyscallProgram.number(hostMounts.number()), CloneFlags.NEWNS, "the host's mount namespace");
    return p;
  }
}
