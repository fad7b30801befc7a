package org.porchlight.feeds;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.porchlight.access.EndReason;
import org.porchlight.access.Look;
import org.porchlight.access.LookTicket;
import org.porchlight.access.Looks;
import org.porchlight.access.Permit;
import org.porchlight.access.Tickets;
import org.porchlight.access.Use;
import org.porchlight.audit.RecordedAccess;
import org.porchlight.kernel.Served;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/// Live pictures for people who were allowed to see them: looks that begin with a ticket.
@Service
public class LiveViews {

  private static final Logger LOG = LoggerFactory.getLogger(LiveViews.class);

  /// A view that is fetched piece by piece ends when nothing was fetched for this long.
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Feeds feeds;
  private final Looks looks;
  private final Copies copies;
  private final FeedSettings settings;
  private final Served served;
  private final Tickets<Feeds.Hold> tickets;
  private final Map<UUID, OpenView> views = new ConcurrentHashMap<>();

  LiveViews(
      Feeds feeds,
      Looks looks,
      Copies copies,
      FeedSettings settings,
      @Qualifier("liveServed") Served served) {
    this.feeds = feeds;
    this.looks = looks;
    this.copies = copies;
    this.settings = settings;
    this.served = served;
    this.tickets = looks.tickets(Feeds.Hold::close);
  }

  /// Gives a ticket for one live view, and starts to pull the camera so that the picture is there
  /// when the ticket is used.
  ///
  /// @throws IllegalArgumentException if the two proofs are not for the live view of one camera
  public LookTicket admit(Permit permit, RecordedAccess recorded) {
    Proofs.check(permit, recorded, Use.LIVE);
    return tickets.give(permit, () -> feeds.hold(permit.camera()));
  }

  /// Opens the view. Empty if the ticket is unknown, used, too old, or of another session; all four
  /// look the same.
  ///
  /// @param session of the person who presents the ticket
  /// @param plays what the viewer's program can play; of anything else a copy is made
  public Optional<LiveView> redeem(
      String ticket, String session, Set<ViewerFormat> plays, ViewerSink sink) {
    return tickets
        .take(ticket, session)
        .map(admission -> {
          var viewing = new Viewing(settings.viewerBacklog().toBytes());
          var counted = new CountedSink(sink, admission.permit(), served);
          var view = open(admission, plays, viewing, viewing::close, counted);
          Thread.ofVirtual().name("view-" + view.id()).start(() -> view.deliver(viewing));
          return view;
        });
  }

  /// Opens the view for a viewer who fetches it piece by piece, under the same rules. It ends by
  /// itself when nothing is fetched for a while.
  public Optional<SegmentedView> redeem(String ticket, String session, Set<ViewerFormat> plays) {
    return tickets
        .take(ticket, session)
        .map(admission -> {
          var shelf = new SegmentShelf(settings.viewerBacklog().toBytes(), plays);
          var view = open(admission, plays, shelf, shelf::close, new NobodyToTell());
          view.look.endsWhenIdle(IDLE, new EndReason.ViewerLeft());
          return new Fetched(view, shelf, served);
        });
  }

  private OpenView open(
      Tickets.Admission<Feeds.Hold> admission,
      Set<ViewerFormat> plays,
      Audience audience,
      Runnable stop,
      ViewerSink sink) {
    var view =
        looks.open(
            admission,
            look -> {
              var opened = new OpenView(look, admission.ready(), plays, audience, stop, sink);
              views.put(look.id(), opened);
              return opened;
            });
    view.route.choose();
    return view;
  }

  /// How many views are open now.
  int open() {
    return views.size();
  }

  /// What is blanked at this camera has changed: what waits to be sent is thrown away, and the view
  /// goes on with what may be shown now. On threads of their own, because the one that has
  /// committed still holds its connection.
  void reroute(CameraId camera) {
    for (var view : views.values()) {
      if (view.camera().equals(camera)) {
        Thread.ofVirtual().name("view-reroute").start(view.route::choose);
      }
    }
  }

  /// The person wants to see no more of what this permit opened: it ends here, whatever their
  /// browser does. Doing it twice is harmless.
  public void leave(Permit permit) {
    views.values().stream()
        .filter(view -> view.look.permit().id().equals(permit.id()))
        .forEach(LiveView::close);
    tickets.withdraw(permit);
  }

  /// Whoever fetches finds out with the next request.
  private static final class NobodyToTell implements ViewerSink {

    @Override
    public void start(String mimeCodecs, ByteBuffer init, Instant zero) {}

    @Override
    public void fragment(ByteBuffer piece, boolean key) {}

    @Override
    public void clock(Instant zero) {}

    @Override
    public void waiting(StreamProblem problem) {}

    @Override
    public void end(EndReason reason) {}
  }

  /// An open view that is fetched.
  private static final class Fetched implements SegmentedView {

    private final OpenView view;
    private final SegmentShelf shelf;
    private final Served served;

    Fetched(OpenView view, SegmentShelf shelf, Served served) {
      this.view = view;
      this.shelf = shelf;
      this.served = served;
    }

    @Override
    public Playlist playlist() {
      view.look.fetched();
      return shelf.playlist();
    }

    @Override
    public Playlist playlist(long segment, int part) throws InterruptedException {
      view.look.fetched();
      return shelf.playlist(segment, part);
    }

    @Override
    public Optional<List<ByteBuffer>> file(String name) throws InterruptedException {
      view.look.fetched();
      var pieces = shelf.file(name).filter(_ -> view.isOpen());
      pieces.ifPresent(all -> view.look.gave(all.stream().mapToLong(ByteBuffer::remaining).sum()));
      pieces.ifPresent(this::leaves);
      return pieces;
    }

    private void leaves(List<ByteBuffer> pieces) {
      var permit = view.look.permit();
      for (var piece : pieces) {
        served.gave(permit.id(), permit.camera().value(), permit.use().name(), piece.remaining());
      }
    }

    @Override
    public UUID id() {
      return view.id();
    }

    @Override
    public CameraId camera() {
      return view.camera();
    }

    @Override
    public boolean isOpen() {
      return view.isOpen();
    }

    @Override
    public Optional<Look.Ended> ended() {
      return view.look.ended();
    }

    @Override
    public void close() {
      view.close();
    }
  }

  private final class OpenView implements LiveView, Look.Watcher {

    private final Look look;
    private final Feeds.Hold hold;
    private final ViewerSink sink;
    private final Runnable stop;
    private final Route route;

    /// @param stop what makes the audience take nothing more
    OpenView(
        Look look,
        Feeds.Hold hold,
        Set<ViewerFormat> plays,
        Audience audience,
        Runnable stop,
        ViewerSink sink) {
      this.look = look;
      this.hold = hold;
      var bounded =
          look.permit()
              .reachesBackTo()
              .<Audience>map(oldest -> new NoOlder(audience, oldest))
              .orElse(audience);
      this.route = new Route(look.camera(), hold.feed(), copies, plays, bounded);
      this.stop = stop;
      this.sink = sink;
    }

    @Override
    public UUID id() {
      return look.id();
    }

    @Override
    public CameraId camera() {
      return look.camera();
    }

    @Override
    public boolean isOpen() {
      return look.isOpen();
    }

    @Override
    public void close() {
      look.end(new EndReason.ViewerLeft());
    }

    @Override
    public void holds() {
      route.choose();
    }

    @Override
    public void ended(EndReason reason) {
      stop.run();
      route.close();
      views.remove(look.id());
      hold.close();
      // The viewer may be slow to hear it; nobody waits for that.
      Thread.ofVirtual()
          .name("view-end")
          .start(() -> {
            try {
              sink.end(reason);
            } catch (RuntimeException gone) {
              LOG.debug("Viewer {} is gone", look.id(), gone);
            }
          });
    }

    void deliver(Viewing viewing) {
      try {
        for (var item = viewing.take(); item != null; item = viewing.take()) {
          deliver(item);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        look.end(new EndReason.Shutdown());
      } catch (RuntimeException gone) {
        LOG.debug("Viewer {} is gone", look.id(), gone);
        look.end(new EndReason.ViewerLeft());
      }
    }

    private void deliver(Viewing.Item item) {
      switch (item) {
        case Viewing.Item.Start(var mime, var init, var zero) -> {
          if (route.suits(mime)) {
            sink.start(mime, init.duplicate(), zero);
          } else {
            // Only now is it known what the camera sends.
            route.choose();
          }
        }
        case Viewing.Item.Piece(var piece, var key) -> {
          look.gave(piece.remaining());
          sink.fragment(piece.duplicate(), key);
        }
        case Viewing.Item.ClockShifted(var zero) -> sink.clock(zero);
        case Viewing.Item.Waiting(var problem) -> sink.waiting(problem);
      }
    }
  }
}
