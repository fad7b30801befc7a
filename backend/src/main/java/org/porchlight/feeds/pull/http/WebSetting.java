package org.porchlight.feeds.pull.http;

import javax.net.ssl.SSLContext;
import org.porchlight.feeds.pull.PullLimits;

/// What all cameras on the web have in common.
///
/// @param tls whose certificates are believed
record WebSetting(PullLimits limits, SSLContext tls) {}
