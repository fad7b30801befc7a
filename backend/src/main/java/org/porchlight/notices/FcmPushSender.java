package org.porchlight.notices;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.ErrorCode;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/// Firebase Cloud Messaging through Google's own SDK.
///
/// The SDK repeats a 503 five times before it says so, which takes longer than an alert can wait:
/// every send runs on a thread of its own and is given up after our own limit. See
/// `docs/design/push.md` for the errors and what follows from each.
final class FcmPushSender implements PushSender, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FcmPushSender.class);
  private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

  /// The longest FCM keeps a message:
  /// https://firebase.google.com/docs/cloud-messaging/customize-messages/setting-message-lifespan
  static final Duration LONGEST_LIFE = Duration.ofDays(28);

  private final FirebaseApp app;
  private final FirebaseMessaging messaging;
  private final Duration limit;
  private final Clock clock;

  FcmPushSender(PushSettings settings, Clock clock) throws IOException {
    this.limit = settings.sendLimit();
    this.clock = clock;
    var fcm = settings.fcm();
    var options =
        FirebaseOptions.builder()
            .setProjectId(fcm.projectId())
            .setCredentials(credentials(fcm, clock))
            .setConnectTimeout(Math.toIntExact(limit.toMillis()))
            .setReadTimeout(Math.toIntExact(limit.toMillis()));
    if (fcm.endpoint() != null) {
      options.setHttpTransport(redirectedTo(fcm.endpoint()));
    }
    this.app = FirebaseApp.initializeApp(options.build(), "porchlight-" + UUID.randomUUID());
    this.messaging = FirebaseMessaging.getInstance(app);
  }

  private static GoogleCredentials credentials(PushSettings.Fcm fcm, Clock clock)
      throws IOException {
    if (fcm.credentialsFile() != null) {
      try (var file = Files.newInputStream(fcm.credentialsFile())) {
        return GoogleCredentials.fromStream(file).createScoped(SCOPE);
      }
    }
    if (fcm.endpoint() != null) {
      return new EndpointCredentials(fcm.endpoint(), clock);
    }
    throw new IllegalStateException("FCM needs a credentials file or an endpoint");
  }

  /// The SDK has no setting for its address, so the connection is bent instead.
  private static HttpTransport redirectedTo(URI endpoint) {
    return new NetHttpTransport.Builder()
        .setConnectionFactory(
            url -> (HttpURLConnection) endpoint.resolve(url.getFile()).toURL().openConnection())
        .build();
  }

  /// Sends a message that nobody gets: it loads what the first send needs, and says at once if the
  /// credentials are no good. The first alert should not pay for either.
  @EventListener(ApplicationReadyEvent.class)
  void warmUp() {
    Thread.ofVirtual()
        .name("push-warm-up")
        .start(() -> {
          var hint = new Hint(UUID.randomUUID(), "MANUAL", "ROUTINE", clock.instant());
          var answer = sendBounded(message(PushTarget.Kind.FID, "warm-up", hint), true);
          if (answer instanceof PushAnswer.Unauthorized) {
            LOG.error("FCM does not accept our credentials: no phone will be woken");
          }
        });
  }

  @Override
  public PushAnswer send(PushTarget target, Hint hint) {
    return sendBounded(message(target.kind(), target.address(), hint), false);
  }

  private PushAnswer sendBounded(Message message, boolean dryRun) {
    var call = new FutureTask<String>(() -> messaging.send(message, dryRun));
    var thread = Thread.ofVirtual().name("push-send").start(call);
    try {
      return new PushAnswer.Accepted(call.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      call.cancel(true);
      return new PushAnswer.Unknown("no answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException failed) {
      return failed.getCause() instanceof FirebaseMessagingException refused
          ? classify(refused)
          : new PushAnswer.Unknown(String.valueOf(failed.getCause()));
    } catch (InterruptedException stop) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return new PushAnswer.Unknown("interrupted");
    }
  }

  // FCM calls tokens deprecated and still takes them; phones with an older SDK have nothing else.
  @SuppressWarnings("deprecation")
  private Message message(PushTarget.Kind kind, String address, Hint hint) {
    var life = Duration.between(clock.instant(), hint.usefulUntil());
    var ttl = life.isNegative() ? Duration.ZERO : life;
    ttl = ttl.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : ttl;
    var collapse = hint.id().toString();
    var builder =
        Message.builder()
            .putAllData(hint.payload())
            .setAndroidConfig(
                AndroidConfig.builder()
                    .setPriority(AndroidConfig.Priority.HIGH)
                    .setTtl(ttl.toMillis())
                    .setCollapseKey(collapse)
                    .build())
            // APNs takes a message without a visible part only at priority 5.
            .setApnsConfig(
                ApnsConfig.builder()
                    .putHeader("apns-priority", "5")
                    .putHeader("apns-push-type", "background")
                    .putHeader("apns-collapse-id", collapse)
                    .putHeader(
                        "apns-expiration",
                        Long.toString(clock.instant().plus(ttl).getEpochSecond()))
                    .setAps(Aps.builder().setContentAvailable(true).build())
                    .build());
    return switch (kind) {
      case FID -> builder.setFid(address).build();
      case TOKEN -> builder.setToken(address).build();
    };
  }

  private PushAnswer classify(FirebaseMessagingException refused) {
    var code = refused.getMessagingErrorCode();
    if (code == null) {
      // Without a body the SDK gives no code. A 401 is one of these; the rest means "unknown".
      return refused.getErrorCode() == ErrorCode.UNAUTHENTICATED || status(refused) == 401
          ? new PushAnswer.Unauthorized()
          : new PushAnswer.Unknown(refused.getErrorCode() + " " + status(refused));
    }
    return switch (code) {
      case UNREGISTERED -> new PushAnswer.Unregistered();
      case INVALID_ARGUMENT -> new PushAnswer.Invalid(String.valueOf(refused.getMessage()));
      case SENDER_ID_MISMATCH -> new PushAnswer.WrongSender();
      case QUOTA_EXCEEDED -> new PushAnswer.QuotaExceeded(retryAfter(refused));
      case UNAVAILABLE, INTERNAL -> new PushAnswer.Unavailable();
      case THIRD_PARTY_AUTH_ERROR -> new PushAnswer.Unauthorized();
    };
  }

  private static int status(FirebaseMessagingException refused) {
    var response = refused.getHttpResponse();
    return response == null ? 0 : response.getStatusCode();
  }

  private @Nullable Duration retryAfter(FirebaseMessagingException refused) {
    var response = refused.getHttpResponse();
    if (response == null) {
      return null;
    }
    for (var header : response.getHeaders().entrySet()) {
      if (header.getKey().equalsIgnoreCase("retry-after")) {
        var value = header.getValue();
        var first =
            value instanceof Collection<?> many
                ? many.stream().findFirst().map(String::valueOf).orElse("")
                : String.valueOf(value);
        return parseRetryAfter(first);
      }
    }
    return null;
  }

  private @Nullable Duration parseRetryAfter(String value) {
    if (value.matches("\\d{1,6}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      var until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var pause = Duration.between(clock.instant(), until);
      return pause.isNegative() ? Duration.ZERO : pause;
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  @Override
  public void close() {
    app.delete();
  }
}
