package org.porchlight.feeds.apart;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Gives up, for good, what a decoder does not need. On Linux the kernel's seccomp filter refuses,
/// for all threads, to open files, to make sockets, to start programs, and to look into other
/// processes; elsewhere nothing is refused, and the worker says so.
@SuppressWarnings("restricted")
final class Sandbox {

  private static final Linker LINKER = Linker.nativeLinker();

  /// Bytes of memory of its own that the worker may write to, all threads and the heap together.
  private static final long MOST_MEMORY = 1024L * 1024 * 1024;

  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int RLIMIT_DATA = 2;
  private static final int RLIMIT_CORE = 4;
  private static final int NICER = 10;
  private static final int SECCOMP_SET_MODE_FILTER = 1;
  private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;

  private static final int LOAD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int JUMP_IF_SET = 0x45;
  private static final int RETURN = 0x06;
  private static final int ALLOW = 0x7FFF_0000;
  private static final int REFUSE = 0x0005_0000;
  private static final int NOT_PERMITTED = 1;
  private static final int NOT_KNOWN = 38;
  private static final int CLONE_THREAD = 0x1_0000;

  /// What one kind of processor calls things.
  ///
  /// @param arch how the kernel names it to filters
  /// @param seccomp number of the call itself
  /// @param makesTask number of the call that makes threads and processes
  /// @param refused numbers of the calls that are refused
  @SuppressWarnings("ArrayRecordComponent")
  private record Calls(int arch, int seccomp, int makesTask, int[] refused) {}

  /// In turn: open, creat, openat, openat2, open_by_handle_at; socket, connect, accept, sendto,
  /// sendmsg, bind, listen, socketpair, accept4, sendmmsg; fork, vfork, execve, execveat; kill,
  /// tkill, ptrace, process_vm_readv and writev, pidfd_open and getfd; truncate, rename, mkdir,
  /// rmdir, link, unlink, symlink, chmod, chown, mknod and their newer forms; mount, unshare,
  /// setns, bpf, perf_event_open, userfaultfd, io_uring_setup, memfd_create, add_key, keyctl.
  private static final Calls X86_64 =
      new Calls(
          0xC000_003E,
          317,
          56,
          new int[] {
            2, 85, 257, 437, 304, 41, 42, 43, 44, 46, 49, 50, 53, 288, 307, 57, 58, 59, 322, 62,
            200, 101, 310, 311, 434, 438, 76, 82, 83, 84, 86, 87, 88, 90, 92, 133, 258, 259, 260,
            263, 264, 316, 265, 266, 268, 165, 272, 308, 321, 298, 323, 425, 319, 248, 250
          });

  private static final Calls AARCH64 =
      new Calls(
          0xC000_00B7,
          277,
          220,
          new int[] {
            56, 437, 265, 198, 203, 202, 206, 211, 200, 201, 199, 242, 269, 221, 281, 129, 130, 117,
            270, 271, 434, 438, 45, 33, 34, 35, 36, 37, 38, 276, 53, 54, 40, 97, 268, 280, 241, 282,
            425, 279, 217, 219
          });

  private static final int CLONE3 = 435;

  /// From here on the numbers are those of another way to call the same kernel (x32), under which
  /// everything refused could be had after all.
  private static final int OTHER_NUMBERS = 0x4000_0000;

  private Sandbox() {}

  /// Lets others go first, and bounds the memory. Threads that are begun later inherit it.
  static void stepBack() {
    if (!isLinux()) {
      return;
    }
    try (var arena = Arena.ofConfined()) {
      var limit = arena.allocate(16, 8);
      limit.set(ValueLayout.JAVA_LONG, 0, MOST_MEMORY);
      limit.set(ValueLayout.JAVA_LONG, 8, MOST_MEMORY);
      call("setrlimit", RLIMIT_DATA, limit);
      limit.fill((byte) 0);
      call("setrlimit", RLIMIT_CORE, limit);
      call("nice", NICER);
    }
  }

  /// Shuts the door for good, and says whether the kernel agreed.
  static boolean shut() {
    var calls = calls();
    if (calls == null) {
      return false;
    }
    try (var arena = Arena.ofConfined()) {
      var filter = arena.allocateFrom(ValueLayout.JAVA_LONG, program(calls));
      var program = arena.allocate(16, 8);
      program.set(ValueLayout.JAVA_SHORT, 0, (short) (filter.byteSize() / 8));
      program.set(ValueLayout.ADDRESS, 8, filter);
      return call("prctl", PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) == 0
          && call(
                  "syscall",
                  (long) calls.seccomp,
                  (long) SECCOMP_SET_MODE_FILTER,
                  (long) SECCOMP_FILTER_FLAG_TSYNC,
                  program)
              == 0;
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
  }

  private static @Nullable Calls calls() {
    if (!isLinux()) {
      return null;
    }
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default -> null;
    };
  }

  /// Instructions for the kernel's packet filter machine: jumps count from the next instruction.
  private static long[] program(Calls calls) {
    var lines = new ArrayList<Long>();
    lines.add(line(LOAD, 0, 0, 4));
    lines.add(line(JUMP_IF_EQUAL, 1, 0, calls.arch));
    lines.add(line(RETURN, 0, 0, REFUSE | NOT_PERMITTED));
    lines.add(line(LOAD, 0, 0, 0));
    lines.add(line(JUMP_IF_AT_LEAST, 0, 1, OTHER_NUMBERS));
    lines.add(line(RETURN, 0, 0, REFUSE | NOT_PERMITTED));
    // The library falls back to the older call, whose flags can be looked at.
    refuse(lines, CLONE3, NOT_KNOWN);
    for (var number : calls.refused) {
      refuse(lines, number, NOT_PERMITTED);
    }
    lines.add(line(JUMP_IF_EQUAL, 1, 0, calls.makesTask));
    lines.add(line(RETURN, 0, 0, ALLOW));
    lines.add(line(LOAD, 0, 0, 16));
    lines.add(line(JUMP_IF_SET, 0, 1, CLONE_THREAD));
    lines.add(line(RETURN, 0, 0, ALLOW));
    lines.add(line(RETURN, 0, 0, REFUSE | NOT_PERMITTED));
    return lines.stream().mapToLong(Long::longValue).toArray();
  }

  private static void refuse(List<Long> lines, int number, int error) {
    lines.add(line(JUMP_IF_EQUAL, 0, 1, number));
    lines.add(line(RETURN, 0, 0, REFUSE | error));
  }

  /// A `struct sock_filter` as it lies in memory; both kinds of processor put the low byte first.
  private static long line(int code, int ifTrue, int ifFalse, int value) {
    return code | (long) ifTrue << 16 | (long) ifFalse << 24 | (long) value << 32;
  }

  private static int call(String name, int first) {
    return invoke(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT), first);
  }

  private static int call(String name, int first, MemorySegment second) {
    return invoke(
        name,
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS),
        first,
        second);
  }

  private static int call(String name, int what, long a, long b, long c, long d) {
    return invoke(
        name,
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG),
        what,
        a,
        b,
        c,
        d);
  }

  private static int call(String name, long number, long a, long b, MemorySegment c) {
    return invoke(
        name,
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS),
        number,
        a,
        b,
        c);
  }

  private static int invoke(String name, FunctionDescriptor shape, Object... arguments) {
    var address = LINKER.defaultLookup().find(name);
    if (address.isEmpty()) {
      return -1;
    }
    try {
      var variadic = name.equals("prctl") || name.equals("syscall");
      var options =
          variadic ? new Linker.Option[] {Linker.Option.firstVariadicArg(1)} : new Linker.Option[0];
      var function = LINKER.downcallHandle(address.get(), shape, options);
      return (int) function.invokeWithArguments(arguments);
    } catch (Throwable failed) {
      throw new IllegalStateException(name + " can not be called", failed);
    }
  }
}
