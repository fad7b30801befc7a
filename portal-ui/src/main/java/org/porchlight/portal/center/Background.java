package org.porchlight.portal.center;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/// Work that takes longer than a page should stand still.
@org.springframework.stereotype.Component
public class Background {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private final Executor executor;

  @Autowired
  public Background() {
    this(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("page-work-", 0).factory()));
  }

  public Background(Executor executor) {
    this.executor = executor;
  }

  /// Works, then hands the result to the page, which may have been left meanwhile: then nobody is
  /// told, but the work is done all the same.
  ///
  /// @param failed told in place of `done` when the work threw
  public <T> void run(Component page, Callable<T> work, Consumer<T> done, Runnable failed) {
    var ui = page.getUI().orElseThrow();
    executor.execute(() -> {
      Runnable answer;
      try {
        var result = work.call();
        answer = () -> done.accept(result);
      } catch (Exception unexpected) {
        LOG.error("Work for {} failed", page.getClass().getSimpleName(), unexpected);
        answer = failed;
      }
      try {
        var _ = ui.access(answer::run);
      } catch (UIDetachedException left) {
        LOG.debug("The page was left before its work was done");
      }
    });
  }
}
