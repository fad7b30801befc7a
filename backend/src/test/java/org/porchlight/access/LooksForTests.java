package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import org.porchlight.audit.AuditLog;
import org.porchlight.identity.SessionEnded;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Looks after looks, for tests of other modules.
public final class LooksForTests {

  private LooksForTests() {}

  /// A ground that a test decides about, with a book that it reads.
  public interface Ground {

    Standing judge(Permit permit);

    default void opened() {}

    default void closed(long durationMillis, long bytes, String endReason) {}
  }

  /// Looked at every 200 ms.
  public static Looks on(Ground ground, Clock clock) {
    return new Looks(
        new LookBook() {
          @Override
          public Standing judge(Permit permit) {
            return ground.judge(permit);
          }

          @Override
          public void opened(UUID look, Permit permit) {
            ground.opened();
          }

          @Override
          public void goesOn(UUID look, long bytes) {}

          @Override
          public void closed(
              UUID look, Permit permit, long durationMillis, long bytes, String endReason) {
            ground.closed(durationMillis, bytes, endReason);
          }

          @Override
          public void closeOrphans() {}
        },
        new LookSettings(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(1)),
        clock);
  }

  /// As in the house, with its book, but decided here.
  public static Looks of(BeanFactory beans, Access access) {
    return new Looks(
        book(beans, access, Clock.systemUTC()),
        new LookSettings(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(3)),
        Clock.systemUTC());
  }

  /// A look whose program died ten minutes ago, after it had written down so many bytes.
  public static void died(BeanFactory beans, Permit permit, long bytes) {
    var then = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
    var book = book(beans, beans.getBean(Access.class), then);
    var look = UUID.randomUUID();
    book.opened(look, permit);
    book.goesOn(look, bytes);
  }

  /// As every program does now and then.
  public static void closeOrphans(BeanFactory beans) {
    book(beans, beans.getBean(Access.class), Clock.systemUTC()).closeOrphans();
  }

  private static AuditedLookBook book(BeanFactory beans, Access access, Clock clock) {
    return new AuditedLookBook(
        access,
        beans.getBean(JdbcOpenLooks.class),
        beans.getBean(AuditLog.class),
        beans.getBean(TransactionTemplate.class),
        clock);
  }

  public static void judge(Looks looks, Predicate<Permit> which) {
    looks.judge(which);
  }

  /// As if this had been heard.
  public static void hear(Looks looks, SessionEnded ended) {
    new LookEndings(looks).on(ended);
  }
}
