package org.porchlight.feeds.pull.http;

/// An answer of a camera's web server.
record WebAnswer(int status, Headers headers, WebBody body) {}
