package io.beanpod.linux;

/**
 * System call numbers of x86-64.
 *
 * @see <a
 *     href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/arch/x86/entry/syscalls/syscall_64.tbl">syscall_64.tbl</a>
 */
final class Nr {
  static final int READ = 0;
  static final int WRITE = 1;
  static final int CLOSE = 3;
  static final int LSEEK = 8;
  static final int MMAP = 9;
  static final int MPROTECT = 10;
  static final int RT_SIGACTION = 13;
  static final int RT_SIGPROCMASK = 14;
  static final int IOCTL = 16;
  static final int WRITEV = 20;
  static final int SOCKET = 41;
  static final int CONNECT = 42;
  static final int SENDMSG = 46;
  static final int RECVMSG = 47;
  static final int SENDTO = 44;
  static final int RECVFROM = 45;
  static final int SHUTDOWN = 48;
  static final int BIND = 49;
  static final int LISTEN = 50;
  static final int SOCKETPAIR = 53;
  static final int SETSOCKOPT = 54;
  static final int GETSOCKOPT = 55;
  static final int EXECVE = 59;
  static final int KILL = 62;
  static final int FCNTL = 72;
  static final int FLOCK = 73;
  static final int FSYNC = 74;
  static final int FTRUNCATE = 77;
  static final int CHDIR = 80;
  static final int FCHDIR = 81;
  static final int FCHMOD = 91;
  static final int UMASK = 95;
  static final int GETUID = 102;
  static final int SYSINFO = 99;
  static final int GETEUID = 107;
  static final int GETPPID = 110;
  static final int SETSID = 112;
  static final int SETGROUPS = 116;
  static final int SETRESUID = 117;
  static final int SETRESGID = 119;
  static final int CAPGET = 125;
  static final int CAPSET = 126;
  static final int STATFS = 137;
  static final int SETPRIORITY = 141;
  static final int PIVOT_ROOT = 155;
  static final int PRCTL = 157;
  static final int CHROOT = 161;
  static final int MOUNT = 165;
  static final int UMOUNT2 = 166;
  static final int SETHOSTNAME = 170;
  static final int GETTID = 186;
  static final int LSETXATTR = 189;
  static final int FSETXATTR = 190;
  static final int LGETXATTR = 192;
  static final int LLISTXATTR = 195;
  static final int GETDENTS64 = 217;
  static final int EXIT_GROUP = 231;
  static final int EPOLL_WAIT = 232;
  static final int EPOLL_CTL = 233;
  static final int WAITID = 247;
  static final int KEYCTL = 250;
  static final int INOTIFY_ADD_WATCH = 254;
  static final int INOTIFY_RM_WATCH = 255;
  static final int OPENAT = 257;
  static final int MKDIRAT = 258;
  static final int MKNODAT = 259;
  static final int FCHOWNAT = 260;
  static final int UNLINKAT = 263;
  static final int RENAMEAT = 264;
  static final int LINKAT = 265;
  static final int SYMLINKAT = 266;
  static final int READLINKAT = 267;
  static final int FCHMODAT = 268;
  static final int PPOLL = 271;
  static final int UNSHARE = 272;
  static final int SPLICE = 275;
  static final int UTIMENSAT = 280;
  static final int FALLOCATE = 285;
  static final int ACCEPT4 = 288;
  static final int SIGNALFD4 = 289;
  static final int EVENTFD2 = 290;
  static final int EPOLL_CREATE1 = 291;
  static final int DUP3 = 292;
  static final int PIPE2 = 293;
  static final int INOTIFY_INIT1 = 294;
  static final int PRLIMIT64 = 302;
  static final int SETNS = 308;
  static final int RENAMEAT2 = 316;
  static final int SECCOMP = 317;
  static final int MEMFD_CREATE = 319;
  static final int STATX = 332;
  static final int PIDFD_SEND_SIGNAL = 424;
  static final int OPEN_TREE = 428;
  static final int MOVE_MOUNT = 429;
  static final int FSOPEN = 430;
  static final int FSCONFIG = 431;
  static final int FSMOUNT = 432;
  static final int PIDFD_OPEN = 434;
  static final int CLOSE_RANGE = 436;
  static final int OPENAT2 = 437;
  static final int MOUNT_SETATTR = 442;

  private Nr() {}
}
