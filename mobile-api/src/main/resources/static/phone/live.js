// A live view: HTTP Live Streaming with low latency (RFC 8216bis). Where there is Media Source this
// script fetches the parts and hands them to it; elsewhere (phones by Apple) the browser's own player
// fetches. A network that is lost comes back by itself; what has ended for a reason stays ended.

import * as api from './api.js';
import { SessionOver } from './auth.js';

const PLAYLIST = 'application/vnd.apple.mpegurl';
/** What a request may take: the server waits for a part for some seconds at most. */
const PATIENCE = 12_000;
/** Without a new part for so long, the camera does not deliver. */
const STANDS_STILL = 5_000;
/** Seconds behind the newest picture: where playback begins, from where it hurries, and from where it jumps. */
const BEHIND = 0.7;
const HURRY = 1.5;
const JUMP = 4;
/** Seconds of past video that stay in memory. */
const KEPT = 20;
const LOOK = 250;
const LOOK_AT_PLAYLIST = 1_000;

/** Endings after which it is asked again, as a new decision: nobody took the picture away. */
const ASK_AGAIN = new Set(['VIEWER_LEFT', 'SHUTDOWN', 'PROGRAM_DIED', 'GONE']);

/** The view has ended; `reason` says why. */
class Over extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const native = () => !globalThis.MediaSource;

export const possible = () =>
  !native() || Boolean(document.createElement('video').canPlayType(PLAYLIST));

function plays() {
  const h265 = native()
    ? document.createElement('video').canPlayType('video/mp4; codecs="hvc1.1.6.L120.B0"') !== ''
    : MediaSource.isTypeSupported('video/mp4; codecs="hvc1.1.6.L120.B0"');
  return h265 ? ['H264', 'H265'] : ['H264'];
}

const wait = (ms, signal) => new Promise((done) => {
  if (signal.aborted) { done(); return; }
  const timer = setTimeout(finish, ms);
  function finish() {
    clearTimeout(timer);
    signal.removeEventListener('abort', finish);
    removeEventListener('online', finish);
    done();
  }
  signal.addEventListener('abort', finish, { once: true });
  addEventListener('online', finish, { once: true });
});

/** A page that nobody sees fetches nothing: nobody looks then. */
const visible = (signal) => new Promise((done) => {
  if (!document.hidden || signal.aborted) { done(); return; }
  const look = () => {
    if (document.hidden && !signal.aborted) return;
    document.removeEventListener('visibilitychange', look);
    done();
  };
  document.addEventListener('visibilitychange', look);
  signal.addEventListener('abort', look, { once: true });
});

/**
 * Shows a camera in a video element until it is stopped or its ground ends.
 *
 * `ask` asks for a ticket. `onState(name, reason)` hears `opening`, `live`, `waiting` (the camera does not
 * deliver), `lost` (the network does not) and `ended`; `onSound` whether there is any, which begins muted.
 * Returns { stop, at }; `at()` is the time of the picture that is shown, or null.
 */
export function watch(video, { ask, onState, onSound }) {
  const stop = new AbortController();
  const unlessStopped = (tell) => (...told) => { if (!stop.signal.aborted) tell(...told); };
  const view = new View(video, ask, unlessStopped(onState), unlessStopped(onSound), stop.signal);
  view.run();
  return {
    stop: () => { stop.abort(); view.leave(); },
    at: () => view.at(),
  };
}

class View {
  #video;
  #ask;
  #tell;
  #tellSound;
  #heard = false;
  #signal;
  #playlist = null;
  #source = null;
  #buffer = null;
  #mime = null;
  #map = null;
  #timescale = 90_000;
  #zero = null;
  #last = null;
  #partAt = 0;
  #state = null;
  #url = null;
  #broken = 0;

  constructor(video, ask, tell, tellSound, signal) {
    this.#video = video;
    this.#ask = ask;
    this.#tell = tell;
    this.#tellSound = tellSound;
    this.#signal = signal;
  }

  async run() {
    const timer = setInterval(() => this.#look(), LOOK);
    const playing = () => { if (this.#state !== 'ended') this.#become('live'); };
    this.#video.addEventListener('playing', playing);
    try {
      for (let failures = 0; !this.#signal.aborted;) {
        await visible(this.#signal);
        const begun = Date.now();
        try {
          if (!failures) this.#become('opening');
          await this.#open();
          await (native() ? this.#letPlay() : this.#feed());
        } catch (problem) {
          if (this.#signal.aborted) return;
          const reason = this.#final(problem);
          this.#clear();
          if (reason) { this.#become('ended', reason); return; }
          failures = Date.now() - begun > 10_000 ? 1 : failures + 1;
          this.#become('lost');
          await wait(Math.min(8_000, 500 * 2 ** failures), this.#signal);
        }
      }
    } finally {
      clearInterval(timer);
      this.#video.removeEventListener('playing', playing);
    }
  }

  /** Why it has ended for good; null if it is worth another try. */
  #final(problem) {
    if (problem instanceof SessionOver) return 'PERSON_NOT_PRESENT';
    if (problem instanceof Over) return ASK_AGAIN.has(problem.reason) ? null : problem.reason;
    if (problem instanceof api.Problem) {
      if (problem.reason) return problem.reason;
      return problem.status >= 500 || problem.status === 429 || problem.kind === 'view-not-found' ? null : 'REFUSED';
    }
    // The browser cannot play it however often it tries.
    return problem?.name === 'NotSupportedError' || this.#broken > 2 ? 'UNSUPPORTED' : null;
  }

  async #open() {
    const { ticket, open } = await this.#ask();
    this.#playlist = (await api.handIn(open, ticket, plays(), this.#signal)).playlist;
    if (this.#signal.aborted) this.leave();
  }

  /** Tells the server, which would notice some seconds later. */
  leave() {
    const left = this.#playlist;
    this.#clear();
    if (left) {
      fetch(left.slice(0, left.lastIndexOf('/')), { method: 'DELETE', credentials: 'same-origin', keepalive: true }).catch(() => {});
    }
  }

  /** Nothing of the picture stays behind a view that has ended. */
  #clear() {
    this.#hear(false);
    this.#playlist = null;
    this.#last = null;
    this.#buffer = null;
    this.#source = null;
    this.#mime = null;
    this.#map = null;
    this.#zero = null;
    this.#video.pause();
    this.#video.removeAttribute('src');
    this.#video.load();
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = null;
  }

  #hear(heard) {
    if (heard === this.#heard) return;
    this.#heard = heard;
    if (!heard) this.#video.muted = true;
    this.#tellSound(heard);
  }

  #become(state, reason) {
    if (this.#state === 'ended' || (state === this.#state && !reason)) return;
    this.#state = state;
    this.#tell(state, reason);
  }

  at() {
    const video = this.#video;
    const at = native()
      ? Number(video.getStartDate?.() ?? NaN) + video.currentTime * 1000
      : this.#zero === null ? NaN : this.#zero + video.currentTime * 1000;
    return Number.isNaN(at) || video.readyState < 2 ? null : new Date(at);
  }

  async #get(address) {
    const answer = await fetch(address, {
      cache: 'no-store', credentials: 'same-origin',
      signal: AbortSignal.any([this.#signal, AbortSignal.timeout(PATIENCE)]),
    });
    if (answer.status === 410) throw new Over((await answer.json()).reason ?? 'GONE');
    return answer;
  }

  // ---- where the browser plays by itself

  async #letPlay() {
    let broken = false;
    const failed = () => { broken = true; };
    this.#video.addEventListener('error', failed);
    try {
      this.#video.src = this.#playlist;
      this.#video.play().catch(() => {});
      // Its player would show the last picture for some time after the end.
      while (!this.#signal.aborted) {
        await wait(LOOK_AT_PLAYLIST, this.#signal);
        await visible(this.#signal);
        const answer = await this.#get(this.#playlist);
        if (answer.status === 404) throw new Over('GONE');
        if (broken) { this.#broken++; throw new Error('player'); }
      }
    } finally {
      this.#video.removeEventListener('error', failed);
    }
  }

  // ---- where this script feeds Media Source

  async #feed() {
    await this.#newSource();
    this.#partAt = Date.now();
    for (let next = null, failures = 0; !this.#signal.aborted;) {
      await visible(this.#signal);
      let fetched;
      try {
        fetched = await this.#fetchNew(next);
        failures = 0;
      } catch (problem) {
        // The view may still be open when the network is back; only the server knows.
        if (!(problem instanceof TypeError) && problem?.name !== 'TimeoutError') throw problem;
        if (this.#signal.aborted) return;
        this.#become('lost');
        next = null;
        await wait(Math.min(5_000, 300 * 2 ** ++failures), this.#signal);
        continue;
      }
      next = fetched;
    }
  }

  async #newSource() {
    const source = new MediaSource();
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#source = source;
    this.#buffer = null;
    this.#url = URL.createObjectURL(source);
    this.#video.disableRemotePlayback = true;
    this.#video.src = this.#url;
    await new Promise((done) => { source.addEventListener('sourceopen', done, { once: true }); });
  }

  /** Fetches the playlist and what is new in it; returns what to wait for next. */
  async #fetchNew(next) {
    const query = next ? `?_HLS_msn=${next.segment}&_HLS_part=${next.part}` : '';
    const answer = await this.#get(this.#playlist + query);
    if (answer.status === 404) throw new Over('GONE');
    if (!answer.ok) return null;
    const list = parse(await answer.text());
    for (const part of fresh(list.parts, this.#last)) {
      const bytes = await this.#get(near(this.#playlist, part.name));
      // Too late for it: on with the newest.
      if (!bytes.ok) { this.#last = null; return null; }
      await this.#take(part, await bytes.arrayBuffer());
    }
    const newest = list.parts.at(-1);
    if (!newest) await wait(LOOK, this.#signal);
    return newest ? { segment: newest.segment, part: newest.part + 1 } : { segment: list.sequence, part: 0 };
  }

  async #take(part, bytes) {
    if (part.map !== this.#map) {
      const header = await (await this.#get(near(this.#playlist, part.map))).arrayBuffer();
      await this.#begin(header);
      this.#map = part.map;
    }
    await this.#append(bytes);
    if (part.part === 0 || this.#zero === null) this.#setClock(part, new Uint8Array(bytes));
    this.#last = part;
    this.#partAt = Date.now();
    if (this.#state === 'waiting' || this.#state === 'lost') this.#become('live');
    this.#follow();
  }

  async #begin(header) {
    const view = new DataView(header);
    const mime = `video/mp4; codecs="${codecs(view)}"`;
    this.#timescale = timescale(view);
    // A buffer keeps the number of its tracks: where sound comes or goes, another one takes its place.
    const heard = /mp4a|flac/.test(mime);
    if (this.#buffer && heard !== this.#heard) await this.#newSource();
    this.#hear(heard);
    if (!this.#buffer) {
      this.#buffer = this.#source.addSourceBuffer(mime);
    } else if (mime !== this.#mime) {
      this.#buffer.changeType(mime);
    }
    this.#mime = mime;
    await this.#append(header);
  }

  async #append(bytes) {
    const buffer = this.#buffer;
    const { buffered, currentTime } = this.#video;
    if (buffered.length && currentTime - buffered.start(0) > 2 * KEPT) {
      buffer.remove(0, currentTime - KEPT);
      await settled(buffer);
    }
    buffer.appendBuffer(bytes);
    await settled(buffer).catch((bad) => { this.#broken++; throw bad; });
  }

  /** The playlist says when a segment was received, the part where it is in media time. */
  #setClock(part, bytes) {
    const at = find(bytes, 'tfdt');
    if (at < 0 || Number.isNaN(part.begins)) return;
    const view = new DataView(bytes.buffer);
    const ticks = bytes[at + 4] === 1 ? Number(view.getBigUint64(at + 8)) : view.getUint32(at + 8);
    this.#zero = part.begins - (ticks / this.#timescale) * 1000 - part.from * 1000;
  }

  #follow() {
    const video = this.#video;
    const { buffered } = video;
    if (!buffered.length) return;
    const start = buffered.start(buffered.length - 1);
    const end = buffered.end(buffered.length - 1);
    const behind = end - video.currentTime;
    if (video.currentTime < start || behind > JUMP) video.currentTime = Math.max(start, end - BEHIND);
    video.playbackRate = behind > HURRY ? 1.1 : 1;
    if (video.paused) video.play().catch(() => {});
  }

  #look() {
    if (native()) {
      this.#hear(Boolean(this.#video.audioTracks?.length));
      return;
    }
    if (!this.#buffer || document.hidden) return;
    this.#follow();
    if (this.#state === 'live' && Date.now() - this.#partAt > STANDS_STILL) this.#become('waiting');
  }
}

const near = (playlist, name) => playlist.slice(0, playlist.lastIndexOf('/') + 1) + name;

const settled = (buffer) => new Promise((done, failed) => {
  if (!buffer.updating) { done(); return; }
  const over = (event) => {
    for (const name of ['updateend', 'error', 'abort']) buffer.removeEventListener(name, over);
    if (event.type === 'updateend') done();
    else failed(new Error(`buffer: ${event.type}`));
  };
  for (const name of ['updateend', 'error', 'abort']) buffer.addEventListener(name, over);
});

const attribute = (line, name) => line.match(new RegExp(`[:,]${name}="?([^",]+)`))?.[1];

/** The parts of a playlist, oldest first. */
export function parse(text) {
  const parts = [];
  let sequence = 0;
  let segment = 0;
  let part = 0;
  let map = null;
  let begins = NaN;
  let from = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('#EXT-X-MEDIA-SEQUENCE:')) {
      sequence = segment = Number(line.slice(22));
    } else if (line.startsWith('#EXT-X-MAP:')) {
      map = attribute(line, 'URI');
    } else if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) {
      begins = Date.parse(line.slice(25));
    } else if (line.startsWith('#EXT-X-PART:')) {
      parts.push({
        segment, part: part++, map, begins, from,
        name: attribute(line, 'URI'), independent: line.includes('INDEPENDENT=YES'),
      });
      from += Number(attribute(line, 'DURATION'));
    } else if (line && !line.startsWith('#')) {
      segment++;
      part = 0;
      from = 0;
    }
  }
  return { sequence: parts.length ? sequence : segment, parts };
}

/** What comes after the last part that was taken; from the newest keyframe where something is missing. */
export function fresh(parts, last) {
  const next = last ? parts.findIndex((p) => p.segment > last.segment || (p.segment === last.segment && p.part > last.part)) : -1;
  if (last && next < 0) return [];
  if (last) {
    const { segment, part } = parts[next];
    const follows = segment === last.segment ? part === last.part + 1 : segment === last.segment + 1 && part === 0;
    if (follows) return parts.slice(next);
  }
  const key = parts.findLastIndex((p, index) => p.independent && index >= next);
  return key < 0 ? [] : parts.slice(key);
}

function find(bytes, name) {
  const [a, b, c, d] = [...name].map((letter) => letter.charCodeAt(0));
  for (let i = 0; i + 4 <= bytes.length; i++) {
    if (bytes[i] === a && bytes[i + 1] === b && bytes[i + 2] === c && bytes[i + 3] === d) return i;
  }
  return -1;
}

const hex = (number) => number.toString(16).padStart(2, '0');

/** As in RFC 6381, from the header of an MP4. */
export function codecs(view) {
  const bytes = new Uint8Array(view.buffer);
  const sound = find(bytes, 'mp4a') >= 0 ? `,mp4a.40.${aac(bytes)}` : find(bytes, 'fLaC') >= 0 ? ',flac' : '';
  return pictures(view, bytes) + sound;
}

/** The kind of AAC: what its configuration says (ISO/IEC 14496-3 1.6.2.1), which has its place in our headers. */
function aac(bytes) {
  const at = find(bytes, 'esds') + 30;
  const [type, , sync, more, twice, stereo, both] = bytes.subarray(at, at + bytes[at - 1]);
  if (type >> 3 !== 2) return type >> 3;
  if (sync !== 0x56 || more !== 0xe5 || !(twice & 0x80)) return 2;
  return (twice & 7) === 5 && stereo === 0x48 && both & 0x80 ? 29 : 5;
}

function pictures(view, bytes) {
  const avc = find(bytes, 'avcC');
  if (avc >= 0) return `avc1.${hex(bytes[avc + 5])}${hex(bytes[avc + 6])}${hex(bytes[avc + 7])}`;
  const hevc = find(bytes, 'hvcC');
  if (hevc < 0) throw new DOMException('unknown format', 'NotSupportedError');
  const profile = bytes[hevc + 5];
  let compatible = 0;
  for (let bit = 0; bit < 32; bit++) compatible = (compatible << 1) | ((view.getUint32(hevc + 6) >>> bit) & 1);
  const constraints = [...bytes.subarray(hevc + 10, hevc + 16)];
  while (constraints.length && constraints.at(-1) === 0) constraints.pop();
  return [
    `hvc1.${['', 'A', 'B', 'C'][profile >> 6]}${profile & 31}`, (compatible >>> 0).toString(16),
    `${profile & 32 ? 'H' : 'L'}${bytes[hevc + 16]}`, ...constraints.map((one) => one.toString(16)),
  ].join('.');
}

function timescale(view) {
  const at = find(new Uint8Array(view.buffer), 'mdhd');
  if (at < 0) return 90_000;
  return view.getUint32(view.getUint8(at + 4) === 1 ? at + 24 : at + 16);
}
