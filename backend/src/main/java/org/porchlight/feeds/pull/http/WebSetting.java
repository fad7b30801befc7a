package org.porchlight.feeds.pull.http;

import java.time.Clock;
import javax.net.ssl.SSLContext;
import org.porchlight.feeds.pull.PullLimits;

/// What all cameras on the web have in common.
///
/// @param tls whose certificates are believed
/// @param clock to compare the cameras' with
record WebSetting(PullLimits limits, SSLContext tls, Clock clock) {}
