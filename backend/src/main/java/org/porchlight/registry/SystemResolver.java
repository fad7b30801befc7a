package org.porchlight.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the operating system, but not for longer than a form can wait.
final class SystemResolver implements Resolver {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    var literal = IpLiteral.of(host);
    if (literal.isPresent()) {
      return List.of(literal.get());
    }
    var answer = new CompletableFuture<List<InetAddress>>();
    // The operating system's look-up would hold a virtual thread's carrier: a few slow names would
    // stop everything else.
    Thread.ofPlatform()
        .name("resolve")
        .daemon()
        .start(() -> {
          try {
            answer.complete(List.of(InetAddress.getAllByName(host)));
          } catch (UnknownHostException unknown) {
            answer.completeExceptionally(unknown);
          }
        });
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException nothing) {
      throw new UnknownHostException(host);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host);
    }
  }
}
