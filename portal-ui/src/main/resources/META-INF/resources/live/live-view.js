/**
 * <live-view>: live video of one camera, for one ticket.
 *
 *   <live-view ticket="..." viewer="unit 12" label="Main St & 3rd" lang="en"></live-view>
 *
 * Attributes
 *   ticket   Opens the view as soon as it is set. Single use, 30 seconds. Set a new one to open again;
 *            remove it to close. It travels in the first message, never in an address.
 *   viewer   Who looks; drawn over the picture together with the time of the picture.
 *   label    Name of the camera, for the accessible name.
 *   lang     "en" or "es"; otherwise the language of the page.
 *   src      Address of the socket, default "/media/live" of this page's origin.
 *   fit      "contain" (default) or "cover".
 *
 * Properties and methods
 *   texts        Object that replaces texts, by the keys of TEXTS below; `end.<REASON>` for a reason.
 *   open(ticket) Same as setting the attribute.
 *   close()      Ends the view; the server writes the closing record.
 *   state        "idle", "opening", "live", "waiting", "ended".
 *   latency      Seconds between the newest picture received and the one shown.
 *
 * Events (bubble, cross shadow roots)
 *   live-start  detail {ms}              first picture is on the screen, ms after opening
 *   live-wait   detail {problem}         the camera does not deliver; the view stays and resumes
 *   live-end    detail {reason, text}    the view has ended for good; needs a new ticket
 *   live-close  the viewer pressed the close button (the view is already closed)
 *
 * A view begins muted. Where the camera's owner lets its sound be received, and only there, a button
 * turns it on.
 *
 * The first message is {ticket, plays}: of what the browser does not play the server makes a copy.
 * Server messages: text {type:"start", mime, zero} then one binary initialisation segment, then binary
 * fragments; {type:"clock", zero}; {type:"waiting", problem}; {type:"end", reason}. `zero` is the time in
 * milliseconds since 1970 at which media time zero was received. With mime "image/jpeg" each binary
 * message is one picture, 8 bytes of big-endian milliseconds since 1970 before it.
 */

const TEXTS = {
  en: {
    region: 'Live view',
    opening: 'Connecting to the camera…',
    waiting: 'The camera does not deliver pictures right now. The view goes on by itself when it does.',
    'waiting.COPIES_FULL': 'Too many cameras are being converted at once. This view begins by itself when another one closes.',
    'waiting.COPY_FAILED': 'The picture could not be prepared for viewing, so it is not shown. The view goes on by itself when it can be.',
    ended: 'The view has ended.',
    fullscreen: 'Full screen',
    hear: 'Turn sound on',
    mute: 'Turn sound off',
    close: 'Close view',
    unsupported: 'This browser cannot play this camera’s video format.',
    live: 'Live',
    'end.REFUSED': 'This ticket is no longer valid. Open the camera again.',
    'end.SWITCHED_OFF': 'The owner switched the camera off. The view has ended.',
    'end.NO_CONSENT': 'The owner no longer allows this view.',
    'end.REGISTERED_ONLY': 'The owner no longer allows this view.',
    'end.ON_REQUEST_ONLY': 'The owner no longer allows this view without being asked.',
    'end.OUTSIDE_SCHEDULE': 'The camera is outside the hours its owner allows. The view has ended.',
    'end.NO_INCIDENT': 'The ground for this view no longer holds. The view has ended.',
    'end.INCIDENT_CLOSED': 'The incident is closed. The view has ended.',
    'end.INCIDENT_NOT_CONFIRMED': 'No second person confirmed the incident in time. The view has ended.',
    'end.INCIDENT_TOO_FAR': 'The incident is now outside the radius its owner allows. The view has ended.',
    'end.INCIDENT_NOT_URGENT_ENOUGH': 'The incident is now less urgent than the owner requires. The view has ended.',
    'end.GROUND_CHANGED': 'The ground for this view has changed. Open the camera again.',
    'end.GROUND_ENDED': 'What this view rested on is over. The view has ended.',
    'end.PERSON_NOT_PRESENT': 'Your account is no longer active. The view has ended.',
    'end.ROLE_NEVER_VIEWS': 'Your role no longer allows this view. The view has ended.',
    'end.ROLE_MAY_NOT_VIEW': 'Your role no longer allows this view. The view has ended.',
    'end.SECOND_FACTOR_MISSING': 'Sign in again with your second factor to go on.',
    'end.SECOND_FACTOR_TOO_OLD': 'Sign in again with your second factor to go on.',
    'end.CAMERA_UNKNOWN': 'This camera is no longer available. The view has ended.',
    'end.CANNOT_JUDGE': 'Your permission could not be checked, so the view has ended. Open the camera again.',
    'end.SHUTDOWN': 'The server is restarting. Open the camera again in a moment.',
    'end.LOST': 'The connection to the server was lost. Open the camera again.',
    'end.CLOSED': 'The view is closed.',
  },
  es: {
    region: 'Vista en vivo',
    opening: 'Conectando con la cámara…',
    waiting: 'La cámara no envía imágenes en este momento. La vista continuará sola cuando lo haga.',
    'waiting.COPIES_FULL': 'Se están convirtiendo demasiadas cámaras a la vez. Esta vista comenzará sola cuando se cierre otra.',
    'waiting.COPY_FAILED': 'No se pudo preparar la imagen para verla; por eso no se muestra. La vista continuará sola cuando se pueda.',
    ended: 'La vista ha terminado.',
    fullscreen: 'Pantalla completa',
    hear: 'Activar el sonido',
    mute: 'Desactivar el sonido',
    close: 'Cerrar la vista',
    unsupported: 'Este navegador no puede reproducir el formato de vídeo de esta cámara.',
    live: 'En vivo',
    'end.REFUSED': 'Este pase ya no es válido. Abra la cámara de nuevo.',
    'end.SWITCHED_OFF': 'El propietario apagó la cámara. La vista ha terminado.',
    'end.NO_CONSENT': 'El propietario ya no permite esta vista.',
    'end.REGISTERED_ONLY': 'El propietario ya no permite esta vista.',
    'end.ON_REQUEST_ONLY': 'El propietario ya no permite esta vista sin solicitud previa.',
    'end.OUTSIDE_SCHEDULE': 'La cámara está fuera del horario que permite su propietario. La vista ha terminado.',
    'end.NO_INCIDENT': 'El motivo de esta vista ya no es válido. La vista ha terminado.',
    'end.INCIDENT_CLOSED': 'El incidente está cerrado. La vista ha terminado.',
    'end.INCIDENT_NOT_CONFIRMED': 'Nadie más confirmó el incidente a tiempo. La vista ha terminado.',
    'end.INCIDENT_TOO_FAR': 'El incidente está ahora fuera del radio que permite el propietario. La vista ha terminado.',
    'end.INCIDENT_NOT_URGENT_ENOUGH': 'El incidente es ahora menos urgente de lo que exige el propietario. La vista ha terminado.',
    'end.GROUND_CHANGED': 'El motivo de esta vista ha cambiado. Abra la cámara de nuevo.',
    'end.GROUND_ENDED': 'Aquello en que se basaba esta vista ha terminado. La vista ha terminado.',
    'end.PERSON_NOT_PRESENT': 'Su cuenta ya no está activa. La vista ha terminado.',
    'end.ROLE_NEVER_VIEWS': 'Su función ya no permite esta vista. La vista ha terminado.',
    'end.ROLE_MAY_NOT_VIEW': 'Su función ya no permite esta vista. La vista ha terminado.',
    'end.SECOND_FACTOR_MISSING': 'Inicie sesión de nuevo con su segundo factor para continuar.',
    'end.SECOND_FACTOR_TOO_OLD': 'Inicie sesión de nuevo con su segundo factor para continuar.',
    'end.CAMERA_UNKNOWN': 'Esta cámara ya no está disponible. La vista ha terminado.',
    'end.CANNOT_JUDGE': 'No se pudo comprobar su permiso; por eso la vista ha terminado. Abra la cámara de nuevo.',
    'end.SHUTDOWN': 'El servidor se está reiniciando. Abra la cámara de nuevo en un momento.',
    'end.LOST': 'Se perdió la conexión con el servidor. Abra la cámara de nuevo.',
    'end.CLOSED': 'La vista está cerrada.',
  },
};

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
  :host { display: block; position: relative; background: #000; color: #fff; overflow: hidden;
          aspect-ratio: 16 / 9; font: 14px/1.4 system-ui, sans-serif; }
  :host([hidden]) { display: none; }
  video, canvas { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
  :host([fit="cover"]) video, :host([fit="cover"]) canvas { object-fit: cover; }
  .stamp, .badge { position: absolute; padding: 2px 8px; background: rgb(0 0 0 / 65%); border-radius: 4px;
           font-variant-numeric: tabular-nums; pointer-events: none; max-width: calc(100% - 32px);
           overflow-wrap: anywhere; }
  .stamp { left: 8px; bottom: 8px; }
  .badge { left: 8px; top: 8px; background: #b3001b; font-weight: 600; }
  .notice { position: absolute; inset: 0; display: grid; place-content: center; padding: 16px;
            text-align: center; background: rgb(0 0 0 / 72%); font-size: 16px; }
  .tools { position: absolute; right: 8px; top: 8px; display: flex; gap: 8px; }
  button { min-width: 44px; min-height: 44px; border: 1px solid #fff; border-radius: 4px;
           background: rgb(0 0 0 / 65%); color: #fff; font: inherit; font-size: 18px; cursor: pointer; }
  svg { width: 20px; height: 20px; vertical-align: middle; fill: none; stroke: currentColor; stroke-width: 2; }
  button:focus-visible { outline: 3px solid #ffd400; outline-offset: 2px; }
  [hidden] { display: none !important; }
`);

/** What Safari plays by itself. */
const PLAYLIST = 'application/vnd.apple.mpegurl';

/** How far behind the newest picture playback may fall before it jumps, in seconds. */
const FARTHEST_BEHIND = 1.5;
/** From here on it only plays a little faster. */
const COMFORTABLY_BEHIND = 0.7;
/** How much past video the browser keeps, in seconds. */
const KEPT = 20;

/** Drawn, because not every machine has a font with these signs. */
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

/** What this browser decodes by itself; of anything else the server makes a copy in H.264. */
function playable() {
  const Source = window.ManagedMediaSource || window.MediaSource;
  const plays = (mime) => Boolean(Source?.isTypeSupported(mime));
  const formats = ['JPEG'];
  if (plays('video/mp4; codecs="avc1.640028"')) formats.push('H264');
  if (plays('video/mp4; codecs="hvc1.1.6.L120.B0"')) formats.push('H265');
  return formats;
}

class LiveView extends HTMLElement {
  static observedAttributes = ['ticket', 'viewer', 'label', 'lang'];

  #socket = null;
  #video;
  #canvas;
  #notice;
  #stamp;
  #badge;
  #sound;
  #full;
  #shut;
  #source = null;
  #buffer = null;
  #queue = [];
  #mime = null;
  #zero = 0;
  #timer = 0;
  #openedAt = 0;
  #shown = false;
  #state = 'idle';
  #pictureAt = 0;
  #objectUrl = null;
  #fetching = false;
  #turn = 0;

  texts = {};

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [STYLE];
    const make = (tag, cls) => {
      const element = document.createElement(tag);
      if (cls) element.className = cls;
      root.append(element);
      return element;
    };
    this.#video = make('video');
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.disablePictureInPicture = true;
    this.#canvas = make('canvas');
    this.#canvas.hidden = true;
    this.#badge = make('span', 'badge');
    this.#stamp = make('span', 'stamp');
    this.#notice = make('div', 'notice');
    this.#notice.setAttribute('role', 'status');
    this.#notice.setAttribute('aria-live', 'polite');
    const tools = make('div', 'tools');
    this.#sound = document.createElement('button');
    this.#sound.type = 'button';
    this.#sound.hidden = true;
    this.#sound.addEventListener('click', () => {
      this.#video.muted = !this.#video.muted;
      this.#paintSound();
    });
    this.#full = document.createElement('button');
    this.#full.type = 'button';
    this.#full.append(icon('M2 7V2h5M13 2h5v5M18 13v5h-5M7 18H2v-5'));
    this.#full.addEventListener('click', () => this.#toggleFullscreen());
    this.#shut = document.createElement('button');
    this.#shut.type = 'button';
    this.#shut.append(icon('M3 3l14 14M17 3L3 17'));
    this.#shut.addEventListener('click', () => {
      this.close();
      this.#tell('live-close', {});
    });
    tools.append(this.#sound, this.#full, this.#shut);
    this.#video.addEventListener('playing', () => this.#firstPicture());
  }

  get state() {
    return this.#state;
  }

  get latency() {
    const ranges = this.#video.buffered;
    return ranges.length ? ranges.end(ranges.length - 1) - this.#video.currentTime : 0;
  }

  connectedCallback() {
    this.setAttribute('role', 'region');
    this.#paint();
    if (this.hasAttribute('ticket') && this.#state === 'idle') this.open(this.getAttribute('ticket'));
  }

  disconnectedCallback() {
    this.close();
  }

  attributeChangedCallback(name, before, now) {
    if (name !== 'ticket') {
      this.#paint();
    } else if (this.isConnected && now !== before) {
      if (now) this.open(now);
      else this.close();
    }
  }

  open(ticket) {
    this.#release();
    this.#openedAt = performance.now();
    this.#shown = false;
    this.#become('opening', this.#text('opening'));
    if (!(window.ManagedMediaSource || window.MediaSource) && this.#video.canPlayType(PLAYLIST)) {
      this.#fetchPieces(ticket);
      return;
    }
    const address = new URL(this.getAttribute('src') || '/media/live', location.href);
    address.protocol = address.protocol === 'http:' || address.protocol === 'ws:' ? 'ws:' : 'wss:';
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ ticket, plays: playable() }));
    socket.onmessage = (message) => {
      if (socket !== this.#socket) return;
      if (typeof message.data === 'string') this.#told(JSON.parse(message.data));
      else this.#received(message.data);
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#ended('LOST');
    };
    this.#timer = setInterval(() => this.#tick(), 200);
  }

  /** Where there is no Media Source (phones by Apple): the browser's own player fetches a playlist. */
  async #fetchPieces(ticket) {
    const turn = (this.#turn += 1);
    this.#timer = setInterval(() => this.#tick(), 200);
    try {
      const answer = await fetch('/media/hls', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ticket, plays: ['H264', 'H265'] }),
      });
      if (turn !== this.#turn) return;
      if (!answer.ok) {
        this.#ended('REFUSED');
        return;
      }
      this.#canvas.hidden = true;
      this.#video.hidden = false;
      this.#video.onerror = () => this.#askWhy(turn);
      this.#video.src = (await answer.json()).playlist;
      this.#fetching = true;
      this.#video.play().catch(() => {});
    } catch {
      if (turn === this.#turn) this.#ended('LOST');
    }
  }

  /** The player only says that it cannot go on; the playlist says why. */
  async #askWhy(turn) {
    const address = this.#video.src;
    let reason = 'LOST';
    try {
      const answer = await fetch(address, { cache: 'no-store' });
      if (answer.status === 410) reason = (await answer.json()).reason ?? reason;
    } catch {
      // No network: lost.
    }
    if (turn === this.#turn) this.#ended(reason);
  }

  close() {
    const wasOpen = this.#socket !== null || this.#fetching;
    this.#release();
    if (wasOpen) this.#become('ended', this.#text('end.CLOSED'));
  }

  #told(message) {
    switch (message.type) {
      case 'start':
        this.#zero = message.zero;
        this.#begin(message.mime);
        break;
      case 'clock':
        this.#zero = message.zero;
        break;
      case 'waiting':
        this.#become('waiting', this.#text(`waiting.${message.problem}`) ?? this.#text('waiting'));
        this.#tell('live-wait', { problem: message.problem });
        break;
      case 'end':
        this.#ended(message.reason);
        break;
    }
  }

  #begin(mime) {
    const pictures = mime === 'image/jpeg';
    this.#canvas.hidden = !pictures;
    this.#video.hidden = pictures;
    if (pictures) {
      this.#mime = mime;
      return;
    }
    const Source = window.ManagedMediaSource || window.MediaSource;
    if (!Source || !Source.isTypeSupported(mime)) {
      this.#ended('UNSUPPORTED', this.#text('unsupported'));
      return;
    }
    const heard = this.#hears(mime);
    const goesOn = this.#buffer && this.#source.readyState === 'open' && heard === this.#hears(this.#mime);
    if (!heard) {
      this.#video.muted = true;
      // Whoever stands on the button that goes would be sent to the top of the page.
      if (this.shadowRoot.activeElement === this.#sound) this.#full.focus();
    }
    this.#sound.hidden = !heard;
    this.#paintSound();
    if (goesOn) {
      // The camera changed its picture size or came back: the same buffer goes on with a new header.
      this.#queue.push({ mime });
      this.#feed();
      return;
    }
    // A buffer keeps the number of its tracks: where sound comes or goes, another one takes its place.
    if (this.#objectUrl) URL.revokeObjectURL(this.#objectUrl);
    this.#buffer = null;
    this.#mime = mime;
    this.#queue = [];
    this.#source = new Source();
    this.#video.disableRemotePlayback = true;
    this.#objectUrl = URL.createObjectURL(this.#source);
    this.#video.src = this.#objectUrl;
    const source = this.#source;
    source.addEventListener(
      'sourceopen',
      () => {
        if (source !== this.#source || source.readyState !== 'open') return;
        const buffer = source.addSourceBuffer(mime);
        this.#buffer = buffer;
        buffer.addEventListener('updateend', () => buffer === this.#buffer && this.#feed());
        this.#feed();
      },
      { once: true },
    );
  }

  /** Whether there is a track of sound. */
  #hears(mime) {
    return /mp4a|flac/.test(mime ?? '');
  }

  #paintSound() {
    const text = this.#text(this.#video.muted ? 'hear' : 'mute');
    this.#sound.replaceChildren(
      icon(this.#video.muted ? 'M3 8v4h3l4 4V4L6 8zM13 8l4 4M17 8l-4 4' : 'M3 8v4h3l4 4V4L6 8zM13 7q2 3 0 6M15 5q4 5 0 10'),
    );
    this.#sound.setAttribute('aria-label', text);
    this.#sound.title = text;
  }

  #received(bytes) {
    if (this.#mime === 'image/jpeg') {
      this.#draw(bytes);
      return;
    }
    this.#queue.push({ bytes });
    this.#feed();
  }

  async #draw(bytes) {
    this.#pictureAt = Number(new DataView(bytes).getBigUint64(0));
    const picture = await createImageBitmap(new Blob([bytes.slice(8)], { type: 'image/jpeg' }));
    this.#canvas.width = picture.width;
    this.#canvas.height = picture.height;
    this.#canvas.getContext('2d').drawImage(picture, 0, 0);
    picture.close();
    this.#firstPicture();
  }

  #feed() {
    const buffer = this.#buffer;
    if (!buffer || buffer.updating || this.#source.readyState !== 'open') return;
    this.#follow();
    const ranges = buffer.buffered;
    if (ranges.length && this.#video.currentTime - ranges.start(0) > 2 * KEPT) {
      buffer.remove(0, this.#video.currentTime - KEPT);
      return;
    }
    const next = this.#queue.shift();
    if (!next) return;
    try {
      if (next.mime) {
        buffer.changeType(next.mime);
        this.#feed();
      } else {
        buffer.appendBuffer(next.bytes);
      }
    } catch (full) {
      if (full.name === 'QuotaExceededError' && ranges.length) {
        this.#queue.unshift(next);
        buffer.remove(0, Math.max(0.1, this.#video.currentTime - 2));
      } else {
        this.#ended('UNSUPPORTED', this.#text('unsupported'));
      }
    }
  }

  /** Stays at the live edge: starts there, runs a little faster when behind, jumps when far behind. */
  #follow() {
    const video = this.#video;
    const ranges = video.buffered;
    if (!ranges.length) return;
    const last = ranges.length - 1;
    const end = ranges.end(last);
    const start = ranges.start(last);
    const behind = end - video.currentTime;
    if (!this.#shown || behind > FARTHEST_BEHIND || video.currentTime < start) {
      if (behind > 0.3 || video.currentTime < start) {
        video.currentTime = Math.max(start, end - 0.15);
      }
    }
    video.playbackRate = this.#shown && behind > COMFORTABLY_BEHIND ? 1.15 : 1;
    if (video.paused) video.play().catch(() => {});
  }

  #tick() {
    if (this.#fetching) this.#sound.hidden = !this.#video.audioTracks?.length;
    if (!this.#fetching && (this.#state === 'live' || this.#state === 'opening')) this.#follow();
    const at = this.#fetching ? Number(this.#video.getStartDate?.() ?? NaN) + this.#video.currentTime * 1000
      : this.#mime === 'image/jpeg' ? this.#pictureAt : this.#zero + this.#video.currentTime * 1000;
    const who = this.getAttribute('viewer');
    const when = this.#shown && !Number.isNaN(at) ? new Date(at).toLocaleString(this.#language(), {
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    }) : '';
    const text = [when, who].filter(Boolean).join(' · ');
    if (this.#stamp.textContent !== text) this.#stamp.textContent = text;
    this.#stamp.hidden = !text;
    // A waiting view goes on when the picture moves again.
    if (this.#state === 'waiting' && !this.#video.hidden && this.latency > 0.2 && !this.#video.seeking) {
      this.#follow();
    }
  }

  #firstPicture() {
    if (this.#state === 'ended' || this.#state === 'idle') return;
    const first = !this.#shown;
    this.#shown = true;
    this.#become('live', '');
    if (first) this.#tell('live-start', { ms: Math.round(performance.now() - this.#openedAt) });
  }

  #ended(reason, text = this.#textForEnd(reason)) {
    this.#release();
    this.#become('ended', text);
    this.#tell('live-end', { reason, text });
  }

  #release() {
    const socket = this.#socket;
    this.#socket = null;
    this.#turn += 1;
    this.#video.onerror = null;
    if (this.#fetching) {
      this.#fetching = false;
      // The server would notice some seconds later.
      fetch(new URL('.', this.#video.src).pathname.slice(0, -1), { method: 'DELETE', keepalive: true }).catch(() => {});
      this.#video.removeAttribute('src');
      this.#video.load();
    }
    clearInterval(this.#timer);
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close(1000);
    }
    this.#queue = [];
    this.#buffer = null;
    this.#source = null;
    this.#mime = null;
    this.#video.pause();
    if (this.#objectUrl) {
      this.#video.removeAttribute('src');
      this.#video.load();
      URL.revokeObjectURL(this.#objectUrl);
      this.#objectUrl = null;
    }
    // Every view begins silent.
    this.#video.muted = true;
    this.#sound.hidden = true;
    // Nothing of the picture stays behind a view that has ended.
    this.#canvas.width = 0;
    this.#stamp.textContent = '';
    this.#shown = false;
  }

  #become(state, text) {
    this.#state = state;
    this.dataset.state = state;
    this.#notice.textContent = text;
    this.#notice.hidden = !text;
    this.#badge.hidden = state !== 'live';
    this.#shut.hidden = state === 'ended' || state === 'idle';
    this.#full.hidden = this.#shut.hidden;
  }

  #paint() {
    const label = this.getAttribute('label');
    this.setAttribute('aria-label', label ? `${this.#text('region')}: ${label}` : this.#text('region'));
    this.#badge.textContent = this.#text('live');
    this.#paintSound();
    this.#full.setAttribute('aria-label', this.#text('fullscreen'));
    this.#full.title = this.#text('fullscreen');
    this.#shut.setAttribute('aria-label', this.#text('close'));
    this.#shut.title = this.#text('close');
    if (this.#state === 'idle') this.#become('idle', '');
  }

  #language() {
    const lang = this.getAttribute('lang') || document.documentElement.lang || navigator.language || 'en';
    return lang.slice(0, 2) in TEXTS ? lang : 'en';
  }

  #text(key) {
    return this.texts?.[key] ?? TEXTS[this.#language().slice(0, 2)][key] ?? TEXTS.en[key];
  }

  #textForEnd(reason) {
    return this.#text(`end.${reason}`) ?? this.#text('ended');
  }

  #toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.requestFullscreen?.().catch(() => {});
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get('live-view')) customElements.define('live-view', LiveView);
