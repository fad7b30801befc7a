package org.porchlight.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.transaction.TestTransaction;

/// Two promises about the pool of connections that no single test would think of, held in all of
/// them: a thread never waits for a second connection while it holds one, or as many threads as the
/// pool has connections would wait for each other; and every connection comes back.
///
/// A test that is itself a transaction may ask for a second one.
public final class ConnectionsForTests
    implements ApplicationContextInitializer<ConfigurableApplicationContext>,
        TestExecutionListener {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getBeanFactory()
        .addBeanPostProcessor(
            new BeanPostProcessor() {
              @Override
              public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool ? new Counted(pool) : bean;
              }
            });
  }

  @Override
  public void afterTestClass(TestContext test) throws InterruptedException {
    if (!test.hasApplicationContext()
        || !(test.getApplicationContext().getBeanProvider(DataSource.class).getIfUnique()
            instanceof Counted pool)) {
      return;
    }
    var left = pool.held();
    var end = System.nanoTime() + LONGEST.toNanos();
    // Whatever is held now is given back soon, or never.
    while (!left.isEmpty()) {
      if (System.nanoTime() > end) {
        throw left.values().iterator().next();
      }
      Thread.sleep(20);
      left.keySet().retainAll(pool.held().keySet());
    }
  }

  /// Where a connection was taken.
  private static final class Taken extends IllegalStateException {

    private static final long serialVersionUID = 1;

    Taken() {
      super("a connection was taken here and never given back");
    }
  }

  private static final class Counted extends DelegatingDataSource {

    private final Map<Connection, Taken> held = new ConcurrentHashMap<>();
    private final ThreadLocal<Integer> mine = ThreadLocal.withInitial(() -> 0);

    Counted(DataSource pool) {
      super(pool);
    }

    Map<Connection, Taken> held() {
      return new ConcurrentHashMap<>(held);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (mine.get() > 0 && !TestTransaction.isActive()) {
        throw new SQLException("this thread waits for a second connection while it holds one");
      }
      var connection = super.getConnection();
      held.put(connection, new Taken());
      mine.set(mine.get() + 1);
      InvocationHandler counting =
          (_, method, arguments) -> {
            try {
              return method.invoke(connection, arguments);
            } catch (InvocationTargetException failed) {
              throw failed.getCause();
            } finally {
              if (method.getName().equals("close") && held.remove(connection) != null) {
                mine.set(mine.get() - 1);
              }
            }
          };
      return (Connection)
          Proxy.newProxyInstance(
              Counted.class.getClassLoader(), new Class<?>[] {Connection.class}, counting);
    }
  }
}
