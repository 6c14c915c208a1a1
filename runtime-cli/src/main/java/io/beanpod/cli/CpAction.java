package io.beanpod.cli;

import io.beanpod.copy.ContainerRoot;
import io.beanpod.copy.CopyRules;
import io.beanpod.copy.TreeCopy;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.SyscallException;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Carries {@code cp} out: without any tool of the image, where kubectl needs its tar. */
final class CpAction {
  private final Context context;
  private final String namespace;
  private final Optional<String> container;
  private final boolean preserve;

  CpAction(Context context, String namespace, Optional<String> container, boolean preserve) {
    this.context = context;
    this.namespace = namespace;
    this.container = container;
    this.preserve = preserve;
  }

  /** A file becomes {@code target}, or lies in it; what is in a directory comes into it. */
  void fromPod(FileSpec source, String target) throws IOException {
    TreeCopy copy = new TreeCopy(CopyRules.fromContainer(), this::warn);
    try (ContainerRoot root = ContainerRoot.open(find(source));
        Fd from = root.find(source.path()).orElseThrow(() -> missing(source))) {
      Path to = Path.of(target);
      if (ContainerRoot.isDirectory(from)) {
        try (Fd directory = localDirectory(to)) {
          copy.copyContent(from, directory, target);
        }
        return;
      }
      if (!FileStat.of(from).isRegular()) {
        throw new Failure(shown(source) + ": neither a file nor a directory");
      }
      Optional<Fd> existing = local(target);
      if (existing.isPresent()) {
        try (Fd there = existing.get()) {
          replace(copy, from, there, to, source);
        }
      } else {
        try (Fd parent = localDirectory(to.toAbsolutePath().normalize().getParent())) {
          copy.copy(from, parent, to.getFileName().toString(), target);
        }
      }
    }
  }

  /** The user named it: a symlink to a file is followed, and a pipe or device written to. */
  private static void replace(TreeCopy copy, Fd from, Fd there, Path to, FileSpec source)
      throws IOException {
    if (ContainerRoot.isDirectory(there)) {
      String name = base(source.path());
      copy.copy(from, there, name, to.resolve(name).toString());
      return;
    }
    int truncated = FileStat.of(there).isRegular() ? Fd.O_TRUNC : 0;
    try (Fd open = Fd.open(to.toString(), Fd.O_WRONLY | truncated, 0)) {
      copy.copyBytes(from, open);
    }
  }

  /** The source becomes the target, or lies in it if that is a directory. */
  void toPod(String source, FileSpec target) throws IOException {
    Fd from =
        local(source).orElseThrow(() -> new Failure(source + " doesn't exist in local filesystem"));
    RuntimeState.Container into = find(target);
    CopyRules.Owner user = new CopyRules.Owner(into.user(), into.group());
    TreeCopy copy = new TreeCopy(CopyRules.intoContainer(user, preserve), this::warn);
    try (from;
        ContainerRoot root = ContainerRoot.open(into)) {
      if (!ContainerRoot.isDirectory(from) && !FileStat.of(from).isRegular()) {
        throw new Failure(source + ": neither a file nor a directory");
      }
      Optional<Fd> directory = root.directory(target.path());
      if (directory.isPresent()) {
        try (Fd existing = directory.get()) {
          String name = base(source);
          if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            copy.copyContent(from, existing, shown(target));
          } else {
            copy.copy(from, existing, name, shown(target) + "/" + name);
          }
        }
        return;
      }
      String path = stripped(target.path());
      int slash = path.lastIndexOf('/');
      String parent = slash < 0 ? "." : path.substring(0, slash + 1);
      try (Fd above =
          root.directory(parent)
              .orElseThrow(
                  () -> new Failure(shown(target) + ": there is no directory " + parent))) {
        copy.copy(from, above, path.substring(slash + 1), shown(target));
      }
    }
  }

  private RuntimeState.Container find(FileSpec spec) throws IOException {
    StoredPod pod = context.pod(spec.namespace().orElse(namespace), spec.pod().orElseThrow());
    String name = ContainerChoice.of(pod, container, context.err());
    if (!pod.pauseAlive()) {
      throw new Failure(
          "cannot copy from or to a container in a completed pod; current phase is " + pod.phase());
    }
    return context
        .store()
        .runtime(pod)
        .flatMap(runtime -> runtime.container(name))
        .orElseThrow(() -> new Failure("container \"" + name + "\" is not running"));
  }

  /** An O_PATH descriptor of a path of the user's, symlinks followed; empty if there is nothing. */
  private static Optional<Fd> local(String path) throws SyscallException {
    try {
      return Optional.of(Fd.open(path, Fd.O_PATH, 0));
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Made with its parents where it is missing, as kubectl does. */
  private static Fd localDirectory(Path path) throws IOException {
    Files.createDirectories(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath());
    return Fd.open(path.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
  }

  private void warn(String warning) {
    context.err().line(warning);
  }

  private static Failure missing(FileSpec spec) {
    return new Failure(shown(spec) + ": no such file or directory");
  }

  private static String shown(FileSpec spec) {
    return spec.pod().orElse("") + ":" + spec.path();
  }

  private static String stripped(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static String base(String path) {
    String clean = stripped(path);
    return clean.substring(clean.lastIndexOf('/') + 1);
  }
}
