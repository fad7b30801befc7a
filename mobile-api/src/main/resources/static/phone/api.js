// The officers' API and its event stream.

import { SessionOver, token } from './auth.js';

/** A refusal: RFC 9457. `kind` is the last part of its type. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? `HTTP ${status}`);
    this.status = status;
    this.kind = String(body?.type ?? '').split(':').at(-1);
    this.reason = body?.reason;
    this.alert = body?.alert;
  }
}

async function call(method, path, { body, headers = {}, raw = false, signal, credentials = 'omit' } = {}) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(path, {
      method,
      signal,
      credentials,
      cache: 'no-store',
      headers: {
        Authorization: `Bearer ${await token(attempt > 1)}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    // The server may end a token before its time; a new one tells whether the session goes on.
    if (response.status === 401 && attempt === 1) continue;
    if (!response.ok) {
      throw new Problem(response.status, await response.json().catch(() => null));
    }
    if (raw) return response;
    return response.status === 204 ? null : response.json();
  }
}

export const me = () => call('GET', '/api/v1/me');
export const setDuty = (onDuty) => call('PUT', '/api/v1/me/duty', { body: { onDuty } });
export const sendPosition = (place) => call('POST', '/api/v1/me/position', { body: place });
export const registerPush = (address) =>
  call('POST', '/api/v1/me/push-targets', { body: { kind: 'FID', address } });
export const removePush = (id) => call('DELETE', `/api/v1/me/push-targets/${id}`);
export const alerts = (cursor) =>
  call('GET', `/api/v1/alerts?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
export const alert = (id) => call('GET', `/api/v1/alerts/${encodeURIComponent(id)}`);
export const receipt = (id, what) => call('POST', `/api/v1/alerts/${id}/${what}`);
export const act = (alertNow, action, body) =>
  call('POST', `/api/v1/alerts/${alertNow.id}/${action}`, {
    body, headers: { 'If-Match': `"${alertNow.version}"` },
  });
export const cameras = (incident) => call('GET', `/api/v1/incidents/${incident}/cameras`);
export const look = (incident, camera, purpose) =>
  call('POST', `/api/v1/incidents/${incident}/cameras/${camera}/live`, { body: { purpose } });
export const snapshot = async (incident, camera, purpose) =>
  (await call('POST', `/api/v1/incidents/${incident}/cameras/${camera}/snapshot`, { body: { purpose }, raw: true })).blob();
/** Hands in a ticket. The view's pieces are had with a cookie, because players send no token. */
export const handIn = (open, ticket, plays, signal) =>
  call('POST', open, { body: { ticket, plays }, credentials: 'same-origin', signal });
export const clip = async (href) => (await call('GET', href, { raw: true })).blob();

const wait = (ms, signal) =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
  });

/**
 * Follows the event stream until stopped, and goes on after every break where it left off.
 * EventSource cannot send a bearer token, so this reads the stream by fetch.
 */
export function follow(position, { onEvent, onState }) {
  const stop = new AbortController();
  let last = position;
  (async () => {
    for (let failures = 0; !stop.signal.aborted; ) {
      try {
        onState(failures ? 'offline' : 'connecting');
        const response = await call('GET', '/api/v1/alerts/stream', {
          raw: true, signal: stop.signal, headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(last) },
        });
        onState('live');
        const since = Date.now();
        for await (const event of events(response.body)) {
          if (event.id) last = event.id;
          if (event.event === 'alert') onEvent(JSON.parse(event.data));
        }
        // A stream that ends as soon as it begins is no stream: do not come back in a hurry.
        failures = Date.now() - since > 1_000 ? 0 : failures + 1;
      } catch (problem) {
        if (stop.signal.aborted || problem instanceof SessionOver) return;
        failures++;
        onState('offline');
      }
      if (failures) await wait(Math.min(10_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2), stop.signal);
    }
  })();
  return () => stop.abort();
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  // Heartbeats come every 15 s; silence for much longer means the line is dead.
  const silence = 40_000;
  let rest = '';
  try {
    while (true) {
      let timer;
      const dead = new Promise((_, no) => { timer = setTimeout(() => no(new Error('silent')), silence); });
      const { value, done } = await Promise.race([reader.read(), dead]).finally(() => clearTimeout(timer));
      if (done) return;
      rest += value;
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const event = { data: '' };
        for (const line of block.split(/\r?\n/)) {
          const colon = line.indexOf(':');
          if (colon < 1) continue;
          const text = line.slice(colon + 1).replace(/^ /, '');
          const name = line.slice(0, colon);
          event[name] = name === 'data' ? event.data + text : text;
        }
        if (event.data) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
