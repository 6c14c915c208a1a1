# The Beanpod trampoline, x86-64.  Its bytes stand in TrampolineCode.java; TrampolineCodeTest assembles
# this listing and compares.  Everything here is position independent and calls nothing but the kernel.
#
# A program in memory (all fields are 8 bytes, native byte order):
#
#   header   0  failed    address of the step that failed, 0 while none has
#            8  error     its -errno
#           16  first step
#
#   step     0  nr        system call number
#        8..48  args      six arguments
#           56  stores    address of the first {address, next} pair that receives the result; 0: none
#           64  on_error  address of the step to go on with after an error; 0: the program fails
#           72  tolerate  the one -errno that on_error accepts; 0: any
#           80  next      address of the step to go on with after success
#
# A program ends by execve(2) or exit_group(2): there is no "last" step.

        .text

# long raw(nr, a0, a1, a2, a3, a4, a5): one system call in the calling thread; returns the result or
# -errno, which therefore can't be lost between the call and its reader.
raw:
        mov     %rdi, %rax
        mov     %rsi, %rdi
        mov     %rdx, %rsi
        mov     %rcx, %rdx
        mov     %r8, %r10
        mov     %r9, %r8
        mov     8(%rsp), %r9
        syscall
        ret

# long spawn(program, clone_args, size): clone3(2); the parent returns with the pid or -errno, the child
# walks the program.  The child shares the parent's memory and stack (CLONE_VM|CLONE_VFORK), so it
# writes nothing but the program itself: no push, no call.
spawn:
        mov     %rdi, %r8
        mov     %rsi, %rdi
        mov     %rdx, %rsi
        mov     $435, %eax              # clone3
        syscall
        test    %rax, %rax
        jz      child
        ret
child:
        mov     %r8, %r12
        lea     16(%r8), %rbx
step:
        mov     (%rbx), %rax
        mov     8(%rbx), %rdi
        mov     16(%rbx), %rsi
        mov     24(%rbx), %rdx
        mov     32(%rbx), %r10
        mov     40(%rbx), %r8
        mov     48(%rbx), %r9
        syscall
        mov     56(%rbx), %rcx
store:
        test    %rcx, %rcx
        jz      stored
        mov     (%rcx), %rdx
        mov     %rax, (%rdx)
        mov     8(%rcx), %rcx
        jmp     store
stored:
        cmp     $-4095, %rax            # -4095..-1 are errors
        jae     failed
        mov     80(%rbx), %rbx
        jmp     step
failed:
        mov     64(%rbx), %rcx
        test    %rcx, %rcx
        jz      report
        mov     72(%rbx), %rdx
        test    %rdx, %rdx
        jz      go_on
        cmp     %rdx, %rax
        jne     report
go_on:
        mov     %rcx, %rbx
        jmp     step
report:
        mov     %rbx, (%r12)
        mov     %rax, 8(%r12)
        mov     $127, %edi
        mov     $231, %eax              # exit_group
        syscall
        ud2                             # a seccomp filter refuses exit_group: ends the child by SIGILL
