package org.porchlight.feeds.apart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program that shuts itself in and then tries what a decoder that was taken over would try.
final class SandboxTrial {

  private SandboxTrial() {}

  interface Attempt {

    void make() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    var file = Path.of(arguments[0]);
    var port = Integer.parseInt(arguments[1]);
    // Everything that is needed is loaded before.
    attempt("before", () -> Files.readString(file));
    attempt("before", () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    attempt("before", () -> new ProcessBuilder("true").start().waitFor());
    attempt("before", () -> Files.writeString(file.resolveSibling("written"), "x"));
    var channel = SocketChannel.open();
    Sandbox.stepBack();
    System.out.println("shut " + Sandbox.shut());
    attempt("read", () -> Files.readString(file));
    attempt("write", () -> Files.writeString(file.resolveSibling("written"), "x"));
    attempt("delete", () -> Files.delete(file));
    attempt("connect", () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    // A socket that was there before, too.
    attempt(
        "reach",
        () -> channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    attempt("run", () -> new ProcessBuilder("true").start().waitFor());
    attempt(
        "thread",
        () -> {
          var thread = Thread.ofPlatform().start(() -> {});
          thread.join();
        });
  }

  private static void attempt(String name, Attempt attempt) {
    try {
      attempt.make();
      System.out.println(name + " done");
    } catch (IOException refused) {
      System.out.println(name + " refused");
    } catch (Exception other) {
      System.out.println(name + " " + other);
    }
  }
}
