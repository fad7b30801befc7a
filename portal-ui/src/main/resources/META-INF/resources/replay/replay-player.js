/**
 * <replay-player>: plays what one camera recorded, by time. A recording is many files; two video
 * elements take turns, so that one has loaded the next file when the other comes to its end.
 *
 * Attributes
 *   label    Name of the camera, for the accessible name.
 *   viewer   Who looks; drawn over the picture together with its time.
 *   lang     Language of times.
 *
 * Properties
 *   texts    Object with every sentence that it says, by the keys used below; {0} and {1} are times.
 *   footage  {replay, from, to, at, play, pieces: [{id, from, to}], spans: [[from, to]], gaps: [[from, to]]},
 *            times in milliseconds since 1970. Setting it goes to `at`.
 *   at       Time of the picture that is shown.
 *
 * Methods
 *   refetch()    Throws away what was fetched, and fetches again what is shown.
 *   over(text)   Takes everything off the screen and says why.
 *
 * Event
 *   replay-move  detail {at, play}: this time is not in `footage`; set another one.
 */

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
  :host { display: block; font: inherit; color: var(--pl-text, #111); }
  [hidden] { display: none !important; }
  .screen { position: relative; aspect-ratio: 16 / 9; background: #000; color: #fff; overflow: hidden;
            border-radius: 0.5rem; max-height: min(60vh, 48rem); width: 100%; }
  .screen:fullscreen { max-height: none; border-radius: 0; }
  video { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
  .stamp { position: absolute; left: 8px; bottom: 8px; padding: 2px 8px; background: rgb(0 0 0 / 65%);
           border-radius: 4px; font: 14px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums;
           max-width: calc(100% - 32px); overflow-wrap: anywhere; pointer-events: none; }
  .notice { position: absolute; inset: 0; display: grid; place-content: center; padding: 16px; text-align: center;
            background: rgb(0 0 0 / 72%); font: 16px/1.4 system-ui, sans-serif; }
  .tools { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-block-start: 0.5rem; }
  button, select { min-width: 44px; min-height: 44px; padding: 0 0.75rem; border: 1px solid var(--pl-text-soft, #555);
           border-radius: 0.5rem; background: var(--pl-surface, #fff); color: var(--pl-text, #111); font: inherit;
           cursor: pointer; }
  button:hover { background: var(--pl-surface-sunken, #eee); }
  :is(button, select, input):focus-visible { outline: 3px solid var(--vaadin-focus-ring-color, #1f5fd0); outline-offset: 2px; }
  label { display: inline-flex; align-items: center; gap: 0.4rem; }
  svg { width: 20px; height: 20px; vertical-align: middle; fill: none; stroke: currentColor; stroke-width: 2; }
  .scale { position: relative; margin-block-start: 0.75rem; padding-block: 0.5rem 0; }
  .strip { position: relative; height: 1.5rem; border: 1px solid var(--pl-text-soft, #555); border-radius: 4px; overflow: hidden;
           background: repeating-linear-gradient(135deg, var(--pl-surface-sunken, #ddd) 0 5px, var(--pl-surface, #fff) 5px 10px); }
  .strip i { position: absolute; top: 0; bottom: 0; min-width: 2px; background: var(--pl-good, #14603a); }
  .strip i.gap { background: var(--pl-bad, #a3161f); }
  .strip b { position: absolute; top: 0; bottom: 0; width: 3px; margin-inline-start: -1px; background: var(--pl-text, #111);
             box-shadow: 0 0 0 1px var(--pl-surface, #fff); }
  input { display: block; width: 100%; height: 2.75rem; margin: 0; accent-color: var(--pl-text, #111); cursor: pointer; }
  .ends { display: flex; justify-content: space-between; gap: 1rem; font-variant-numeric: tabular-nums;
          color: var(--pl-text-soft, #555); }
`);

const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];
const JUMP = 30_000;
/** Pictures that are further apart than this are told as a gap. */
const NOTABLE = 1_000;
/** The picture before a gap is shown for a moment, and the one behind it is where the gap ends. */
const EDGE = 200;
/** How far beyond the picture before one file may begin and still go on from it. */
const JOINED = 500;

function icon(path) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

const PLAY = 'M5 3l11 7-11 7z';
const PAUSE = 'M6 3v14M14 3v14';

/** What besides H.264 this browser plays out of a file; of anything else the server makes a copy. */
function plays() {
  const probe = document.createElement('video');
  return probe.canPlayType('video/mp4; codecs="hvc1.1.6.L120.B0"') === 'probably' ? '?plays=H265' : '';
}

function once(video, good) {
  return new Promise((done, failed) => {
    const settle = (event) => {
      video.removeEventListener(good, settle);
      video.removeEventListener('error', settle);
      if (event.type === good) done();
      else failed(new Error(event.type));
    };
    video.addEventListener(good, settle);
    video.addEventListener('error', settle);
  });
}

class ReplayPlayer extends HTMLElement {
  static observedAttributes = ['label', 'lang'];

  #texts = {};
  #footage = null;
  #videos = [];
  #shown = null;
  #index = -1;
  #at = 0;
  #playing = false;
  #turn = 0;
  #rate = 1;
  #timer = 0;
  #seeking = 0;
  #waiting = 0;
  #query = plays();
  #screen;
  #stamp;
  #notice;
  #tools;
  #toggle;
  #back;
  #forward;
  #speed;
  #speedLabel;
  #full;
  #strip;
  #mark;
  #slider;
  #begins;
  #ends;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [STYLE];
    const make = (tag, into, cls) => {
      const element = document.createElement(tag);
      if (cls) element.className = cls;
      into.append(element);
      return element;
    };
    this.#screen = make('div', root, 'screen');
    for (let i = 0; i < 2; i += 1) {
      const video = make('video', this.#screen);
      video.muted = true;
      video.playsInline = true;
      video.disablePictureInPicture = true;
      video.disableRemotePlayback = true;
      video.hidden = true;
      video.addEventListener('ended', () => {
        if (video === this.#shown && this.#playing) this.#next();
      });
      this.#videos.push(video);
    }
    this.#stamp = make('span', this.#screen, 'stamp');
    this.#notice = make('div', this.#screen, 'notice');
    this.#notice.setAttribute('role', 'status');
    const button = (path, action) => {
      const element = make('button', this.#tools);
      element.type = 'button';
      if (path) element.append(icon(path));
      element.addEventListener('click', action);
      return element;
    };
    this.#tools = make('div', root, 'tools');
    this.#tools.setAttribute('role', 'group');
    this.#toggle = button(PLAY, () => (this.#playing ? this.#pause() : this.#play()));
    this.#back = button(null, () => this.#go(this.#at - JUMP, this.#playing));
    this.#forward = button(null, () => this.#go(this.#at + JUMP, this.#playing));
    this.#speedLabel = make('label', this.#tools);
    make('span', this.#speedLabel);
    this.#speed = make('select', this.#speedLabel);
    for (const speed of SPEEDS) {
      const option = make('option', this.#speed);
      option.value = String(speed);
      option.textContent = `${speed}×`;
      option.selected = speed === 1;
    }
    this.#speed.addEventListener('change', () => {
      this.#rate = Number(this.#speed.value);
      for (const video of this.#videos) video.playbackRate = this.#rate;
    });
    this.#full = button('M2 7V2h5M13 2h5v5M18 13v5h-5M7 18H2v-5', () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.#screen.requestFullscreen?.().catch(() => {});
    });
    const scale = make('div', root, 'scale');
    this.#strip = make('div', scale, 'strip');
    this.#strip.setAttribute('aria-hidden', 'true');
    this.#mark = make('b', this.#strip);
    this.#slider = make('input', scale);
    this.#slider.type = 'range';
    this.#slider.step = '1000';
    this.#slider.addEventListener('input', () => {
      // Somebody who drags, or holds an arrow key, wants the last of these.
      this.#at = Number(this.#slider.value);
      this.#draw();
      clearTimeout(this.#seeking);
      this.#seeking = setTimeout(() => {
        this.#seeking = 0;
        this.#go(this.#at, this.#playing);
      }, 250);
    });
    const ends = make('div', scale, 'ends');
    ends.setAttribute('aria-hidden', 'true');
    this.#begins = make('span', ends);
    this.#ends = make('span', ends);
  }

  get at() {
    return this.#at;
  }

  get texts() {
    return this.#texts;
  }

  set texts(texts) {
    this.#texts = texts ?? {};
    this.#name();
  }

  get footage() {
    return this.#footage;
  }

  set footage(footage) {
    if (!footage) return;
    const other = this.#footage?.replay !== footage.replay;
    this.#footage = footage;
    this.#tools.hidden = false;
    this.#strip.parentElement.hidden = false;
    if (other) this.#clear();
    this.#slider.min = String(footage.from);
    this.#slider.max = String(footage.to);
    this.#begins.textContent = this.#clock(footage.from);
    this.#ends.textContent = this.#clock(footage.to);
    for (const old of this.#strip.querySelectorAll('i')) old.remove();
    const length = footage.to - footage.from;
    const part = (cls, from, to) => {
      const begin = Math.max(from, footage.from);
      const end = Math.min(to, footage.to);
      if (end <= begin) return;
      const element = document.createElement('i');
      if (cls) element.className = cls;
      element.style.insetInlineStart = `${((begin - footage.from) / length) * 100}%`;
      element.style.width = `${((end - begin) / length) * 100}%`;
      this.#mark.before(element);
    };
    footage.spans.forEach(([from, to]) => part('', from, to));
    footage.gaps.forEach(([from, to]) => part('gap', from, to));
    this.#go(footage.at, footage.play, true);
  }

  connectedCallback() {
    this.setAttribute('role', 'region');
    // What was set before this file was loaded.
    for (const name of ['texts', 'footage']) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.#timer = setInterval(() => this.#tick(), 200);
    this.#name();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    this.#clear();
  }

  attributeChangedCallback() {
    this.#name();
  }

  refetch() {
    this.#clear();
    if (this.#footage) this.#go(this.#at, this.#playing);
  }

  over(text) {
    this.#playing = false;
    this.#clear();
    this.#footage = null;
    this.#tools.hidden = true;
    this.#strip.parentElement.hidden = true;
    this.#stamp.textContent = '';
    this.#say(text);
    this.#name();
  }

  #play() {
    this.#playing = true;
    this.#name();
    if (this.#shown && this.#index >= 0 && !this.#shown.ended && !this.#shown.hidden) {
      this.#say('');
      this.#start(this.#shown);
      this.#prefetch();
    } else {
      this.#go(this.#at, true);
    }
  }

  #pause() {
    this.#playing = false;
    for (const video of this.#videos) video.pause();
    this.#name();
  }

  /** @param told whether the server has answered for this time just now */
  #go(at, play, told = false) {
    const footage = this.#footage;
    if (!footage) return;
    this.#playing = play;
    this.#at = at;
    this.#name();
    if (!told && (at < footage.from || at > footage.to)) {
      this.#ask(at, play);
      return;
    }
    this.#draw();
    const { pieces } = footage;
    const index = pieces.findIndex((piece) => piece.from <= at && at <= piece.to);
    const gap = this.#gapAt(at);
    if (index >= 0 && gap && gap[1] <= pieces[index].to) {
      this.#standIn(gap, index, play);
      return;
    }
    if (index >= 0) {
      this.#load(index, (at - pieces[index].from) / 1000, play);
      return;
    }
    const next = pieces.findIndex((piece) => piece.from > at);
    if (next >= 0 && pieces[next].from - at <= NOTABLE) {
      this.#load(next, 0, play);
      return;
    }
    this.#blank();
    if (next >= 0) {
      const before = pieces[next - 1]?.to ?? at;
      const words = this.#text('gap', this.#clock(before), this.#clock(pieces[next].from));
      this.#say(words);
      if (play) {
        this.#skip(next, words);
      }
    } else if (!told) {
      this.#ask(at, play);
    } else {
      this.#playing = false;
      // From here Play asks whether there is more by now.
      if (pieces.length) this.#at = pieces.at(-1).to;
      this.#draw();
      this.#say(this.#text(pieces.length ? 'end' : 'nothing'));
      this.#name();
    }
  }

  /** The notable gap that this time lies in; a file goes on through it with the picture before. */
  #gapAt(at) {
    return this.#footage.gaps.find(
      ([from, to]) => to - from > NOTABLE && from + EDGE < at && at < to - 1,
    );
  }

  /** Nothing of a picture is shown where the camera sent none. */
  #standIn([from, to], index, play) {
    this.#blank();
    const words = this.#text('gap', this.#clock(from), this.#clock(to));
    this.#say(words);
    if (play) this.#skip(index, words, (to - this.#footage.pieces[index].from) / 1000);
  }

  /** Lets people read that there is a gap before it goes on behind it. */
  #skip(next, words, offset = 0) {
    const turn = (this.#turn += 1);
    setTimeout(() => {
      if (turn === this.#turn && this.#playing) this.#load(next, offset, true);
    }, words ? 2000 : 0);
  }

  #endOf(piece, i) {
    const next = this.#footage.pieces[i + 1];
    return next && next.from - piece.to <= JOINED ? next.from : piece.to + 1;
  }

  #ask(at, play) {
    this.#say(this.#text('loading'));
    this.dispatchEvent(new CustomEvent('replay-move', { detail: { at: Math.round(at), play }, bubbles: true }));
  }

  async #load(index, offset, play) {
    const turn = (this.#turn += 1);
    const piece = this.#footage.pieces[index];
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      if (turn === this.#turn) this.#say(this.#text('loading'));
    }, 400);
    const hidden = this.#videos.find((video) => video !== this.#shown);
    const video = this.#videos.find((one) => one.dataset.piece === piece.id && !one.error) ?? hidden;
    try {
      if (video.dataset.piece !== piece.id || video.error) {
        this.#fill(video, piece);
      }
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) await once(video, 'loadeddata');
      if (turn !== this.#turn) return;
      const target = Math.min(offset, Math.max(0, video.duration - 0.05));
      if (Math.abs(video.currentTime - target) > 0.02) {
        video.currentTime = target;
        await once(video, 'seeked');
      }
    } catch {
      if (turn === this.#turn) await this.#failed(piece, index, turn);
      return;
    }
    if (turn !== this.#turn) return;
    clearTimeout(this.#waiting);
    for (const other of this.#videos) {
      other.hidden = other !== video;
      if (other !== video) other.pause();
    }
    this.#shown = video;
    this.#index = index;
    this.#say('');
    if (play) this.#start(video);
    else video.pause();
    this.#tick();
    if (play) this.#prefetch();
  }

  #fill(video, piece) {
    video.dataset.piece = piece.id;
    video.preload = 'auto';
    video.src = this.#address(piece);
  }

  #start(video) {
    video.playbackRate = this.#rate;
    video.play().catch((refused) => {
      if (refused.name === 'NotAllowedError') this.#pause();
    });
  }

  #prefetch() {
    const next = this.#footage?.pieces[this.#index + 1];
    const hidden = this.#videos.find((video) => video !== this.#shown);
    if (next && hidden.dataset.piece !== next.id) this.#fill(hidden, next);
  }

  #next() {
    const { pieces } = this.#footage;
    const here = pieces[this.#index];
    const next = pieces[this.#index + 1];
    if (!next) {
      this.#ask(here.to + 1, true);
    } else if (next.from - here.to > NOTABLE) {
      this.#go(here.to + 1, true);
    } else {
      this.#load(this.#index + 1, 0, true);
    }
  }

  /** The video element does not say why; the address does. */
  async #failed(piece, index, turn) {
    clearTimeout(this.#waiting);
    this.#blank();
    let key = 'silent';
    try {
      const answer = await fetch(this.#address(piece), { headers: { Range: 'bytes=0-0' } });
      const type = answer.ok ? '' : ((await answer.json().catch(() => null))?.type ?? '');
      if (answer.ok) key = 'unsupported';
      else if (type.endsWith('footage-gone')) key = 'gone';
      else if (answer.status < 500) key = 'refused';
    } catch {
      // No connection: the same words.
    }
    if (turn !== this.#turn) return;
    this.#say(this.#text(key));
    if (key === 'gone' && this.#playing && this.#footage.pieces[index + 1]) {
      this.#skip(index + 1, true);
    } else {
      this.#playing = false;
      this.#name();
    }
  }

  #address(piece) {
    return new URL(`media/replay/${this.#footage.replay}/${piece.id}${this.#query}`, document.baseURI).href;
  }

  /** Nothing of a picture stays under words that are about another time. */
  #blank() {
    this.#index = -1;
    for (const video of this.#videos) {
      video.pause();
      video.hidden = true;
    }
  }

  #clear() {
    this.#turn += 1;
    clearTimeout(this.#waiting);
    this.#blank();
    this.#shown = null;
    for (const video of this.#videos) {
      delete video.dataset.piece;
      if (video.hasAttribute('src')) {
        video.removeAttribute('src');
        video.load();
      }
    }
  }

  #tick() {
    const piece = this.#footage?.pieces[this.#index];
    if (piece && this.#shown && !this.#shown.seeking && !this.#seeking) {
      this.#at = Math.min(piece.from + this.#shown.currentTime * 1000, this.#endOf(piece, this.#index) - 1);
      const gap = this.#gapAt(this.#at);
      if (gap && gap[1] <= piece.to) {
        this.#standIn(gap, this.#index, this.#playing);
      }
    }
    this.#draw();
  }

  #draw() {
    const footage = this.#footage;
    if (!footage) return;
    const length = footage.to - footage.from;
    this.#mark.style.insetInlineStart = `${Math.min(100, Math.max(0, ((this.#at - footage.from) / length) * 100))}%`;
    const value = String(Math.round(this.#at / 1000) * 1000);
    if (!this.#seeking && this.#slider.value !== value) this.#slider.value = value;
    const time = this.#clock(this.#at);
    if (this.#slider.getAttribute('aria-valuetext') !== time) this.#slider.setAttribute('aria-valuetext', time);
    const text = [this.#moment(this.#at), this.getAttribute('viewer')].filter(Boolean).join(' · ');
    if (this.#stamp.textContent !== text) this.#stamp.textContent = text;
    this.#stamp.hidden = this.#index < 0;
  }

  #say(text) {
    clearTimeout(this.#waiting);
    if (this.#notice.textContent !== text) this.#notice.textContent = text;
    this.#notice.hidden = !text;
  }

  #name() {
    const label = this.getAttribute('label');
    this.setAttribute('aria-label', label ? `${this.#text('region')}: ${label}` : this.#text('region'));
    this.#tools.setAttribute('aria-label', this.#text('controls'));
    const mode = this.#playing ? 'pause' : 'play';
    if (this.#toggle.dataset.mode !== mode) {
      this.#toggle.dataset.mode = mode;
      this.#toggle.replaceChildren(icon(this.#playing ? PAUSE : PLAY));
    }
    this.#toggle.setAttribute('aria-label', this.#text(mode));
    this.#toggle.title = this.#text(mode);
    this.#back.textContent = this.#text('back');
    this.#forward.textContent = this.#text('forward');
    this.#speedLabel.firstElementChild.textContent = this.#text('speed');
    this.#full.setAttribute('aria-label', this.#text('fullscreen'));
    this.#full.title = this.#text('fullscreen');
    this.#slider.setAttribute('aria-label', this.#text('position'));
  }

  #clock(at) {
    return new Date(at).toLocaleTimeString(this.getAttribute('lang') || undefined);
  }

  #moment(at) {
    return new Date(at).toLocaleString(this.getAttribute('lang') || undefined, {
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
  }

  #text(key, ...values) {
    return values.reduce((text, value, i) => text.replace(`{${i}}`, value), this.#texts[key] ?? '');
  }
}

if (!customElements.get('replay-player')) customElements.define('replay-player', ReplayPlayer);
