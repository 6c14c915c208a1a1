# The signal guard, x86-64: a handler in front of the JVM's own for SIGSEGV, SIGBUS, SIGFPE and SIGILL.  Its bytes stand
# in SignalGuard.java; SignalGuardTest assembles this listing and compares.
#
# The JVM handles faults of its own code by these signals and takes any other for a crash, so that one `kill -SEGV`
# would end it.  A fault has a positive si_code, a signal that a process sent has not (sigaction(2)): that is dropped.

        .text

# void guard(int signal, siginfo_t *info, void *context)
guard:
        cmpl    $0, 8(%rsi)                     # info->si_code
        jle     sent
        movabs  $0x1122334455667788, %rax       # replaced by the address of the JVM's handler
        jmp     *%rax
sent:
        ret
