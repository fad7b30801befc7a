package org.porchlight.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What an officer may read: the alerts that were offered to this officer, and no others.
@Service
public class OfficersAlerts {

  private static final int LONGEST = 100;

  private final JdbcAlerts alerts;
  private final OfficersView view;
  private final AlertLog log;

  OfficersAlerts(JdbcAlerts alerts, OfficersView view, AlertLog log) {
    this.alerts = alerts;
    this.view = view;
    this.log = log;
  }

  /// A place in the list, which is the newest first.
  private record Cursor(Instant raisedAt, UUID id) {

    static final Cursor START =
        new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1L, -1L));

    static Cursor parse(@Nullable String text) {
      if (text == null) {
        return START;
      }
      try {
        var parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("/", 2);
        return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
      } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new UnknownCursor();
      }
    }

    @Override
    public String toString() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((raisedAt + "/" + id).getBytes(UTF_8));
    }
  }

  /// The newest first, at most 100.
  ///
  /// @param cursor from the page before; null for the first page; one that we did not write is an
  ///   [UnknownCursor]
  @Transactional(readOnly = true)
  public AlertPage page(Actor officer, @Nullable String cursor, int limit) {
    var size = Math.clamp(limit, 1, LONGEST);
    var from = Cursor.parse(cursor);
    // The position comes first: what happens between the two is then in both, not in neither.
    var position = alerts.position(officer.person());
    var rows = alerts.page(officer.person(), from.raisedAt(), from.id(), size + 1);
    var items = rows.stream().limit(size).map(view::of).toList();
    var last = items.isEmpty() ? null : items.getLast();
    var next =
        rows.size() > size && last != null
            ? new Cursor(last.raisedAt(), last.id().value()).toString()
            : null;
    return new AlertPage(items, next, position);
  }

  /// One alert, else [AlertNotFound]. Logged, also when it is refused.
  @Transactional(noRollbackFor = AlertNotFound.class)
  public OfficersAlert read(Actor officer, AlertId id) {
    var offer = alerts.find(id, officer.person());
    if (offer.isEmpty()) {
      log.refused(officer, "alert.read", id, "NOT_OFFERED");
      throw new AlertNotFound(id);
    }
    log.did(officer, "alert.read", offer.get().alert());
    return view.of(offer.get());
  }
}
