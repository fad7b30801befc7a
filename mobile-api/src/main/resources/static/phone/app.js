// The page: one list, one alert, the settings.

import * as api from './api.js';
import * as auth from './auth.js';
import * as live from './live.js';
import * as place from './place.js';
import { draw } from './map.js';
import { choose, current, dayAndTime, metres, t, time } from './i18n.js';

const POSITION_EVERY = 20_000;
const POSITION_AT_MOST_EVERY = 5_000;

const main = document.getElementById('main');
const state = {
  me: null, alerts: new Map(), next: null, line: 'connecting', form: null, busy: false, notice: null,
  noPosition: false, clip: null, settingsSaved: false, cameras: null, purpose: '', entering: false,
};
let stopStream = null;
let positionTimer = null;
let lastReport = 0;

// ---- small tools

/** An element; attributes that are functions become listeners, null children are left out. */
function h(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function say(text) {
  const spoken = document.getElementById('spoken');
  // The same sentence twice in a row would not be spoken again.
  spoken.textContent = '';
  setTimeout(() => { spoken.textContent = text; }, 50);
}

const route = () => {
  const [, name, id] = location.hash.split('/');
  return { name: name ?? '', id };
};

const titleOf = (alert) => `${t(`sev.${alert.severity}`)}, ${t(`kinds.${alert.kind}`)}`;

function distanceOf(alert) {
  const here = place.here();
  return here ? metres(place.metresBetween(here, alert.place)) : null;
}

function stateOf(alert) {
  if (alert.mine && alert.state !== 'CLOSED') return `MINE_${alert.state}`;
  if (alert.state === 'CLOSED') return 'CLOSED';
  if (alert.offer === 'DECLINED') return 'DECLINED';
  if (alert.offer === 'WITHDRAWN') {
    return ['ACCEPTED', 'EN_ROUTE', 'ON_SCENE'].includes(alert.state) ? 'TAKEN' : 'WITHDRAWN';
  }
  return 'OPEN';
}

const why = (problem) => {
  if (problem.kind === 'alert-taken') return t('taken');
  if (problem.kind === 'stale-version') return t('stale');
  if (problem.kind === 'alert-not-found') return t('notFound');
  if (problem.kind === 'look-refused') return t(`rules.${problem.reason}`);
  if (problem.kind === 'no-picture') return t('noPicture');
  if (problem.kind === 'snapshots-busy') return t('busyPicture');
  if (problem.kind === 'too-many-questions') return t('tooFast');
  return t('failed', { why: problem.message });
};

// ---- views

function render({ focus = false } = {}) {
  const signedIn = Boolean(state.me);
  document.getElementById('settings-link').hidden = !signedIn;
  document.getElementById('settings-link').setAttribute('aria-label', t('settings'));
  renderLine();
  const { name, id } = route();
  const view = !signedIn ? welcome()
    : name === 'settings' ? settings()
      : name === 'alerts' && id ? detail(state.alerts.get(id), id)
        : list();
  keepFocus(() => main.replaceChildren(...view));
  const heading = main.querySelector('h1');
  document.title = heading && signedIn ? `${heading.textContent} · Porchlight` : 'Porchlight';
  if (focus && heading) {
    heading.tabIndex = -1;
    heading.focus();
    scrollTo(0, 0);
  }
}

/** Drawing anew must not take the keyboard away from whoever is using it. */
function keepFocus(change) {
  const key = document.activeElement?.dataset?.key;
  const typed = new Map([...main.querySelectorAll('[data-keep]')].map((field) => [field.dataset.keep, field.value]));
  const playing = [...main.querySelectorAll('video')].filter((video) => !video.paused);
  change();
  playing.forEach((video) => video.play().catch(() => {}));
  for (const field of main.querySelectorAll('[data-keep]')) {
    if (typed.has(field.dataset.keep)) field.value = typed.get(field.dataset.keep);
  }
  if (key) main.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

function renderLine() {
  const line = document.getElementById('line');
  const text = state.me ? t(state.line) : '';
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle('live', state.me !== null && state.line === 'live');
}

const notice = () => (state.notice ? h('p', { class: 'notice', role: 'alert' }, state.notice) : null);

/** While it is not known yet whether this tab is still signed in, there is no door to press. */
function welcome() {
  const door = () => (auth.signedIn()
    ? h('button', { class: 'primary', type: 'button', 'data-key': 'again', click: comeIn }, t('again'))
    : h('button', { class: 'primary', type: 'button', 'data-key': 'sign-in', click: () => auth.signIn() }, t('signIn')));
  return [
    h('section', { class: 'welcome' },
      h('img', { src: 'icon.svg', alt: '', width: 72, height: 72 }),
      h('h1', {}, t('welcome')),
      notice(),
      h('p', { class: 'quiet' }, t('welcomeText')),
      state.entering ? h('p', { class: 'quiet', role: 'status' }, t('working'))
        : auth.possible() ? door() : h('p', { class: 'notice' }, t('insecure')),
      languageField()),
  ];
}

function list() {
  const { onDuty } = state.me.duty;
  const sorted = [...state.alerts.values()].sort((a, b) => b.raisedAt.localeCompare(a.raisedAt));
  return [
    h('button', {
      class: 'duty card', type: 'button', role: 'switch', 'aria-checked': String(onDuty), 'data-key': 'duty',
      disabled: state.busy, click: () => switchDuty(!onDuty),
    },
    h('span', {}, h('strong', {}, onDuty ? t('onDuty') : t('offDuty')),
      h('span', { class: 'quiet' }, onDuty ? t('dutyText') : t('offDutyText'))),
    h('span', { class: 'track', 'aria-hidden': 'true' })),
    onDuty && state.noPosition ? h('p', { class: 'notice', role: 'status' }, t('noPosition')) : null,
    notice(),
    h('h1', {}, t('alerts')),
    sorted.length
      ? h('ul', { class: 'alerts' }, sorted.map((alert) => h('li', {}, card(alert))))
      : h('div', { class: 'card' }, h('p', {}, h('strong', {}, t('noAlerts'))), h('p', { class: 'quiet' }, t('noAlertsText'))),
    state.next ? h('button', { type: 'button', 'data-key': 'older', disabled: state.busy, click: older }, t('older')) : null,
  ].filter(Boolean);
}

function card(alert) {
  const distance = distanceOf(alert);
  const where = stateOf(alert);
  return h('a', {
    class: `alert card ${alert.severity} ${where === 'OPEN' || alert.mine ? '' : 'past'}`,
    href: `#/alerts/${alert.id}`, 'data-key': alert.id,
  },
  h('span', { class: 'row' },
    h('span', { class: 'severity' }, t(`sev.${alert.severity}`)),
    h('strong', {}, alert.incident?.kind ?? t(`kinds.${alert.kind}`)),
    h('time', { datetime: alert.raisedAt }, time(alert.raisedAt))),
  alert.text ? h('span', { class: 'row' }, alert.text) : null,
  h('span', { class: 'row' },
    h('span', { class: `chip ${alert.mine ? 'mine' : ''}` }, t(`states.${where}`)),
    distance ? h('span', { class: 'end' }, t('away', { d: distance })) : null));
}

function detail(alert, id) {
  const back = h('a', { class: 'back', href: '#/', 'data-key': 'back' }, h('span', { 'aria-hidden': 'true' }, '‹'), t('back'));
  if (!alert) {
    return [back, h('h1', {}, t('alerts')), h('p', { class: 'notice', role: 'status' }, state.notice ?? t('working'))];
  }
  const distance = distanceOf(alert);
  const fact = (name, value) => (value ? h('div', {}, h('dt', {}, t(name)), h('dd', {}, value)) : null);
  const mapPlace = h('div', {});
  showMap(alert, mapPlace);
  return [
    back,
    h('div', { class: `stack ${alert.severity}` },
      h('div', {},
        h('h1', {}, h('span', { class: 'severity' }, t(`sev.${alert.severity}`)), ` · ${t(`kinds.${alert.kind}`)}`),
        h('p', { class: 'row' },
          h('span', { class: `chip ${alert.mine ? 'mine' : ''}` }, t(`states.${stateOf(alert)}`)),
          alert.outcome ? h('span', { class: 'chip' }, t(`outcomes.${alert.outcome}`)) : null)),
      notice(),
      alert.text ? h('p', { class: 'text card' }, alert.text) : null,
      h('section', { class: 'card' },
        h('dl', {},
          fact('incident', alert.incident?.number),
          fact('kind', alert.incident?.kind),
          fact('address', alert.incident?.address),
          fact('distance', distance),
          fact('raised', dayAndTime(alert.raisedAt)))),
      h('section', { class: 'card stack', 'aria-label': t('place') },
        mapPlace,
        h('a', { href: `geo:${alert.place.latitude},${alert.place.longitude}?q=${alert.place.latitude},${alert.place.longitude}`, 'data-key': 'geo' },
          t('navigate'), ` (${alert.place.latitude.toFixed(5)}, ${alert.place.longitude.toFixed(5)})`)),
      alert.clip ? clipCard(alert) : null,
      alert.incident && alert.mine && alert.state !== 'CLOSED' ? camerasCard(alert) : null),
    actions(alert),
  ].filter(Boolean);
}

async function showMap(alert, into) {
  const drawn = await draw(alert.place, place.here(), t('mapOf'));
  if (drawn) into.replaceChildren(drawn);
}

/** Small pictures of clips by the clip's id; null while one is on its way, or where there is none. */
const smallPictures = new Map();

function smallPicture({ id, href }) {
  if (!smallPictures.has(id)) {
    smallPictures.set(id, null);
    api.clip(`${href}/thumbnail`).then((picture) => {
      smallPictures.set(id, URL.createObjectURL(picture));
      render();
    }).catch(() => {});
  }
  const src = smallPictures.get(id);
  return src ? h('img', { src, alt: '', class: 'small-picture' }) : null;
}

function clipCard(alert) {
  const { clip } = state;
  const shown = clip?.alert === alert.id ? clip : null;
  return h('section', { class: 'card stack' },
    h('h2', {}, t('clip')),
    shown?.video ? null : smallPicture(alert.clip),
    shown?.video ?? h('button', {
      type: 'button', 'data-key': 'clip', disabled: shown?.loading, click: () => playClip(alert),
    }, shown?.loading ? t('loadingClip') : t('playClip')),
    shown?.trouble ? h('p', { class: 'notice', role: 'alert' }, t('clipFailed', { why: shown.trouble })) : null);
}

// ---- cameras near the incident, and the live view

const PURPOSES = ['EMERGENCY-IN-PROGRESS', 'OFFICER-IN-DANGER', 'INV-ASSAULT', 'INV-BURGLARY', 'INV-HIT-AND-RUN',
  'INV-HOMICIDE', 'INV-ROBBERY', 'INV-SHOOTING', 'INV-VEHICLE-THEFT', 'MISSING-PERSON'];

function camerasCard(alert) {
  const shown = state.cameras?.alert === alert.id ? state.cameras : null;
  return h('section', { class: 'card stack' },
    h('h2', {}, t('cameras')),
    shown?.items ? [
      h('div', { class: 'field' },
        h('label', { for: 'purpose' }, t('purpose')),
        h('select', {
          id: 'purpose', required: true, 'data-key': 'purpose', 'aria-describedby': shown.purposeMissing ? 'purpose-missing' : null,
          'aria-invalid': shown.purposeMissing ? 'true' : null,
          change: (event) => { state.purpose = event.target.value; shown.purposeMissing = false; render(); },
        },
        h('option', { value: '' }, t('choose')),
        PURPOSES.map((code) => h('option', { value: code, selected: state.purpose === code }, t(`purposes.${code}`)))),
        shown.purposeMissing ? h('p', { id: 'purpose-missing', class: 'notice', role: 'alert' }, t('choosePurpose')) : null),
      shown.items.length
        ? h('ul', { class: 'cameras' }, shown.items.map((camera) => cameraRow(alert, camera)))
        : h('p', {}, t('noCameras')),
    ] : null,
    shown?.trouble ? h('p', { class: 'notice', role: 'alert' }, shown.trouble) : null,
    h('p', { class: 'quiet' }, t('camerasText')),
    h('button', {
      type: 'button', 'data-key': 'cameras', disabled: shown?.loading, click: () => lookAround(alert),
    }, t(shown?.loading ? 'working' : shown?.items ? 'refreshCameras' : 'showCameras')));
}

function cameraRow(alert, camera) {
  return h('li', {},
    h('div', {},
      h('strong', {}, camera.name),
      h('p', { class: 'quiet' }, `${t('fromIncident', { d: metres(camera.metres) })} · ${t(`owned.${camera.ownership}`)}`),
      camera.reason ? h('p', { class: 'quiet' }, t(`rules.${camera.reason}`)) : null),
    camera.mayOpen ? h('button', {
      class: 'primary', type: 'button', 'data-key': `live-${camera.id}`, 'aria-label': t('openLiveOf', { name: camera.name }),
      click: () => openLive(alert, camera),
    }, t('openLive')) : null);
}

async function lookAround(alert) {
  const before = state.cameras?.alert === alert.id ? state.cameras : { alert: alert.id };
  const now = { ...before, loading: true, trouble: null };
  state.cameras = now;
  render();
  try {
    now.items = (await api.cameras(alert.incident.id)).items;
  } catch (problem) {
    if (problem instanceof auth.SessionOver) return;
    now.items = null;
    now.trouble = why(problem);
  }
  now.loading = false;
  if (state.cameras === now) render();
  if (now.items && !before.items) main.querySelector('#purpose')?.focus();
}

/** The one open live view. It stands outside of what is drawn anew, so that nothing interrupts it. */
let looking = null;
const stage = document.getElementById('live');

function openLive(alert, camera) {
  if (!state.purpose) {
    state.cameras.purposeMissing = true;
    render();
    main.querySelector('#purpose').focus();
    return;
  }
  closeLive();
  const { purpose } = state;
  const incident = alert.incident.id;
  const video = h('video', { muted: true, playsinline: true, disablepictureinpicture: true });
  // As a property: the attribute alone does not let a video begin by itself.
  video.muted = true;
  const words = h('p', { class: 'over', role: 'status' });
  const stamp = h('p', { class: 'stamp' });
  const mark = h('span', { class: 'now', hidden: true }, t('live'));
  const still = h('img', { alt: t('photoOf', { name: camera.name }), hidden: true });
  const photo = h('button', { type: 'button', click: () => takePhoto(mine) }, t('photo'));
  const close = h('button', {
    type: 'button', 'aria-label': t('closeLiveOf', { name: camera.name }), click: () => closeLive({ back: true }),
  }, t('closeLive'));
  const sound = h('button', {
    type: 'button', hidden: true, 'aria-pressed': 'false',
    click: () => {
      video.muted = !video.muted;
      sound.setAttribute('aria-pressed', String(!video.muted));
    },
  }, t('sound'));
  const trouble = h('p', { class: 'notice', role: 'alert', hidden: true });
  const mine = { camera, incident, purpose, photo, still, trouble, words, url: null, state: 'opening', ended: false };
  stage.setAttribute('aria-label', t('liveOf', { name: camera.name }));
  stage.replaceChildren(
    h('div', { class: 'screen' }, video, still, mark, stamp, words),
    h('div', { class: 'tools' }, h('strong', {}, camera.name), sound, photo, close),
    trouble);
  stage.hidden = false;
  looking = mine;
  const viewer = `${state.me.name} · ${state.me.id.slice(0, 8)}`;
  mine.view = live.watch(video, {
    ask: () => api.look(incident, camera.id, purpose),
    onSound: (heard) => {
      sound.hidden = !heard;
      sound.setAttribute('aria-pressed', String(!video.muted));
    },
    onState: (name, reason) => {
      if (looking !== mine) return;
      const text = {
        opening: t('openingLive'), live: '', waiting: t('cameraWaits'), lost: t('networkLost'),
        ended: t('liveEnded', { why: t(`rules.${reason}`) }),
      }[name];
      words.textContent = text;
      words.hidden = !text;
      mine.state = name;
      mine.ended = name === 'ended';
      photo.hidden = mine.ended;
      if (name === 'live') say(t('liveNow'));
      if (mine.ended) {
        dropPhoto(mine);
        stamp.textContent = '';
        say(text);
      }
    },
  });
  mine.paint = () => {
    // A photo has its time burned in.
    const at = mine.ended || mine.url ? null : mine.view.at();
    stamp.textContent = mine.ended ? '' : [at && dayAndTime(at), viewer].filter(Boolean).join(' · ');
    stamp.classList.toggle('above', Boolean(mine.url));
    mark.hidden = mine.state !== 'live' || Boolean(mine.url);
  };
  mine.timer = setInterval(mine.paint, 250);
  close.focus();
  scrollTo(0, 0);
}

async function takePhoto(mine) {
  if (mine.url) {
    dropPhoto(mine);
    return;
  }
  mine.photo.disabled = true;
  mine.trouble.hidden = true;
  mine.photo.textContent = t('working');
  try {
    const picture = await api.snapshot(mine.incident, mine.camera.id, mine.purpose);
    if (looking !== mine || mine.ended) return;
    mine.url = URL.createObjectURL(picture);
    mine.still.src = mine.url;
    mine.still.hidden = false;
    mine.paint();
    say(t('photoTaken'));
  } catch (problem) {
    if (problem instanceof auth.SessionOver || looking !== mine) return;
    mine.trouble.textContent = why(problem);
    mine.trouble.hidden = false;
  } finally {
    mine.photo.disabled = false;
    mine.photo.textContent = t(mine.url ? 'backToLive' : 'photo');
    if (looking === mine && !mine.ended) mine.photo.focus();
  }
}

function dropPhoto(mine) {
  if (mine.url) URL.revokeObjectURL(mine.url);
  mine.url = null;
  mine.still.hidden = true;
  mine.still.removeAttribute('src');
  mine.photo.textContent = t('photo');
}

function closeLive({ back = false } = {}) {
  if (!looking) return;
  const left = looking;
  looking = null;
  clearInterval(left.timer);
  left.view.stop();
  dropPhoto(left);
  stage.replaceChildren();
  stage.hidden = true;
  if (back) main.querySelector(`[data-key="live-${CSS.escape(left.camera.id)}"]`)?.focus();
}

stage.addEventListener('keydown', (event) => { if (event.key === 'Escape') closeLive({ back: true }); });
addEventListener('pagehide', () => closeLive());

function actions(alert) {
  if (!alert.actions.length) return null;
  if (state.form?.alert === alert.id && alert.actions.includes(state.form.action)) return choiceForm(alert);
  return h('section', { class: 'actions', 'aria-label': t('alerts') }, h('div', {},
    alert.actions.map((action, index) => h('button', {
      type: 'button', class: index === 0 ? 'primary' : null, 'data-key': action, disabled: state.busy,
      click: () => (action === 'decline' || action === 'close' ? openForm(alert, action) : decide(alert, action)),
    }, t(action)))));
}

function choiceForm(alert) {
  const closing = state.form.action === 'close';
  const options = closing ? 'outcomes' : 'reasons';
  const field = closing ? 'outcome' : 'reason';
  const keys = closing
    ? ['ASSISTED_OFFICERS_ON_SCENE', 'VEHICLE_INFORMATION', 'SUSPECT_INFORMATION', 'RECOVERED_VEHICLE', 'RECOVERED_PROPERTY',
      'RECOVERED_GUN', 'RECOVERED_DRUGS', 'CASE_INFORMATION', 'LOCATED_MISSING_PERSON', 'LED_TO_ARREST',
      'ASSISTED_OTHER_AGENCY', 'NOTHING_FOUND', 'FALSE_ALARM']
    : ['BUSY', 'TOO_FAR', 'UNSAFE_ALONE', 'END_OF_SHIFT', 'OTHER'];
  return h('section', { class: 'actions' }, h('div', {},
    h('form', {
      submit: (event) => {
        event.preventDefault();
        decide(alert, state.form.action, { [field]: new FormData(event.target).get('choice') });
      },
    },
    h('div', { class: 'field' },
      h('label', { for: 'choice' }, t(field)),
      h('select', { id: 'choice', name: 'choice', required: true, 'data-key': 'choice', 'data-keep': 'choice' },
        h('option', { value: '' }, t('choose')),
        keys.map((key) => h('option', { value: key }, t(`${options}.${key}`))))),
    h('div', {},
      h('button', { class: 'primary', type: 'submit', 'data-key': 'send', disabled: state.busy }, t('send')),
      h('button', { type: 'button', 'data-key': 'cancel', click: () => { state.form = null; render(); main.querySelector(`[data-key="${closing ? 'close' : 'decline'}"]`)?.focus(); } }, t('cancel'))))));
}

function languageField() {
  return h('div', { class: 'field' },
    h('label', { for: 'language' }, t('language')),
    h('select', { id: 'language', 'data-key': 'language', change: (event) => { choose(event.target.value); render(); } },
      [['en', 'English'], ['es', 'Español']].map(([value, label]) =>
        h('option', { value, lang: value, selected: current() === value }, label))));
}

function settings() {
  const fixed = place.fixed();
  return [
    h('a', { class: 'back', href: '#/', 'data-key': 'back' }, h('span', { 'aria-hidden': 'true' }, '‹'), t('back')),
    h('h1', {}, t('settings')),
    notice(),
    h('section', { class: 'card stack' },
      languageField(),
      h('div', { class: 'field' },
        h('label', { for: 'scheme' }, t('scheme')),
        h('select', { id: 'scheme', 'data-key': 'scheme', change: (event) => setScheme(event.target.value) },
          ['system', 'light', 'dark'].map((value) =>
            h('option', { value, selected: (localStorage.getItem('phone.scheme') ?? 'system') === value }, t(value)))))),
    h('form', { class: 'card stack', novalidate: true, submit: savePlace },
      h('h2', {}, t('position')),
      h('label', { class: 'check' },
        h('input', { type: 'radio', name: 'where', value: 'device', checked: !fixed, 'data-key': 'device' }), t('useDevice')),
      h('label', { class: 'check' },
        h('input', { type: 'radio', name: 'where', value: 'fixed', checked: Boolean(fixed), 'data-key': 'fixed' }), t('useFixed')),
      h('div', { class: 'pair' },
        h('div', { class: 'field' }, h('label', { for: 'latitude' }, t('latitude')),
          h('input', { id: 'latitude', name: 'latitude', inputmode: 'decimal', value: fixed?.latitude ?? '', 'data-key': 'latitude', 'data-keep': 'latitude' })),
        h('div', { class: 'field' }, h('label', { for: 'longitude' }, t('longitude')),
          h('input', { id: 'longitude', name: 'longitude', inputmode: 'decimal', value: fixed?.longitude ?? '', 'data-key': 'longitude', 'data-keep': 'longitude' }))),
      h('button', { type: 'submit', 'data-key': 'save' }, t('save'))),
    h('section', { class: 'card stack' },
      h('label', { class: 'check' },
        h('input', { type: 'checkbox', checked: pushWanted(), 'data-key': 'push', 'aria-describedby': 'push-text', change: (event) => switchPush(event.target.checked) }), t('push')),
      h('p', { id: 'push-text', class: 'quiet' }, t('pushText'))),
    h('section', { class: 'card stack' },
      h('p', {}, t('signedInAs', { name: state.me.name })),
      h('button', { type: 'button', 'data-key': 'sign-out', click: leave }, t('signOut'))),
  ].filter(Boolean);
}

// ---- what people do

async function guarded(work) {
  state.busy = true;
  state.notice = null;
  render();
  try {
    return await work();
  } catch (problem) {
    if (problem instanceof auth.SessionOver) return undefined;
    if (problem.alert) state.alerts.set(problem.alert.id, problem.alert);
    state.notice = why(problem);
    return undefined;
  } finally {
    state.busy = false;
    render();
    // What went wrong must be seen as well as heard, wherever the page stands.
    main.querySelector('.notice[role=alert]')?.scrollIntoView({ block: 'center' });
  }
}

const switchDuty = (onDuty) => guarded(async () => {
  state.me.duty = await api.setDuty(onDuty);
  watchPlace();
});

const older = () => guarded(async () => {
  const page = await api.alerts(state.next);
  page.items.forEach((alert) => state.alerts.set(alert.id, alert));
  state.next = page.next ?? null;
});

function openForm(alert, action) {
  state.form = { alert: alert.id, action };
  render();
  main.querySelector('#choice')?.focus();
}

const decide = (alert, action, body) => guarded(async () => {
  const now = await api.act(state.alerts.get(alert.id), action, body);
  state.alerts.set(now.id, now);
  state.form = null;
  say(t(`states.${stateOf(now)}`));
});

async function playClip(alert) {
  dropClip();
  state.clip = { alert: alert.id, loading: true };
  render();
  try {
    const url = URL.createObjectURL(await api.clip(alert.clip.href));
    if (state.clip?.alert !== alert.id) { URL.revokeObjectURL(url); return; }
    const video = h('video', { src: url, controls: true, playsinline: true, muted: true, 'aria-label': t('clip') });
    state.clip = { alert: alert.id, url, video };
    render();
    video.focus();
    await video.play().catch(() => {});
  } catch (problem) {
    state.clip = { alert: alert.id, trouble: problem.message };
    render();
  }
}

function dropClip() {
  if (state.clip?.url) URL.revokeObjectURL(state.clip.url);
  state.clip = null;
}

function dropSmallPictures() {
  smallPictures.forEach((url) => url && URL.revokeObjectURL(url));
  smallPictures.clear();
}

function setScheme(value) {
  if (value === 'system') localStorage.removeItem('phone.scheme');
  else localStorage.setItem('phone.scheme', value);
  applyScheme();
}

function applyScheme() {
  const value = localStorage.getItem('phone.scheme');
  if (value) document.documentElement.dataset.scheme = value;
  else delete document.documentElement.dataset.scheme;
}

function savePlace(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  const number = (name) => Number(String(form.get(name)).trim().replace(',', '.') || NaN);
  if (form.get('where') === 'fixed') {
    const chosen = { latitude: number('latitude'), longitude: number('longitude') };
    if (!place.valid(chosen.latitude, chosen.longitude)) {
      state.notice = t('badPlace');
      render();
      main.querySelector('#latitude').focus();
      return;
    }
    place.fix(chosen);
  } else {
    place.fix(null);
  }
  state.notice = null;
  lastReport = 0;
  watchPlace();
  render();
  say(t('saved'));
}

async function leave() {
  stopEverything();
  const target = sessionStorage.getItem('phone.push');
  if (target) await api.removePush(target).catch(() => {});
  sessionStorage.removeItem('phone.push');
  await auth.signOut();
  over(t('signedOut'));
}

// ---- duty: where we are

function watchPlace() {
  clearInterval(positionTimer);
  place.stop();
  if (!state.me?.duty.onDuty) return;
  place.start(report, () => { state.noPosition = !place.here(); render(); });
  positionTimer = setInterval(report, POSITION_EVERY);
}

async function report() {
  const here = place.here();
  if (!here || Date.now() - lastReport < POSITION_AT_MOST_EVERY) return;
  lastReport = Date.now();
  const hadNone = state.noPosition;
  state.noPosition = false;
  if (hadNone) render();
  await api.sendPosition(here).catch(() => { lastReport = 0; });
}

// ---- push: a made-up installation, for the stand-in

const pushWanted = () =>
  (localStorage.getItem('phone.push-wanted') ?? String(['localhost', '127.0.0.1'].includes(location.hostname))) === 'true';

async function switchPush(wanted) {
  localStorage.setItem('phone.push-wanted', String(wanted));
  if (wanted) {
    await registerPush();
  } else {
    const target = sessionStorage.getItem('phone.push');
    sessionStorage.removeItem('phone.push');
    if (target) await api.removePush(target).catch(() => {});
  }
}

async function registerPush() {
  if (!pushWanted()) return;
  let fid = localStorage.getItem('phone.fid');
  if (!fid) {
    fid = `web-${crypto.randomUUID()}`;
    localStorage.setItem('phone.fid', fid);
  }
  try {
    sessionStorage.setItem('phone.push', (await api.registerPush(fid)).id);
  } catch { /* the event stream and the list do without */ }
}

// ---- news

async function load() {
  const page = await api.alerts();
  state.alerts = new Map(page.items.map((alert) => [alert.id, alert]));
  state.next = page.next ?? null;
  for (const alert of page.items.filter((a) => a.offer === 'OPEN' && a.actions.length)) {
    api.receipt(alert.id, 'delivered').catch(() => {});
  }
  return page.position;
}

async function heard({ alert: id, what }) {
  try {
    // The receipt brings the alert along, so it is one way and not two.
    const alert = what === 'OFFERED' ? await api.receipt(id, 'delivered') : await api.alert(id);
    state.alerts.set(id, alert);
    if (what === 'OFFERED') {
      const distance = distanceOf(alert);
      say(t('newAlert', { what: titleOf(alert) + (distance ? `, ${t('away', { d: distance })}` : '') }));
      navigator.vibrate?.(alert.severity === 'EMERGENCY' ? [400, 150, 400, 150, 400] : [300, 150, 300]);
    } else if (what === 'WITHDRAWN') {
      say(t('withdrawn', { what: titleOf(alert) }));
    }
    if (what === 'CHANGED') state.me.duty = (await api.me()).duty;
    if (route().id === id && what === 'OFFERED') api.receipt(id, 'seen').catch(() => {});
    render();
  } catch (problem) {
    if (!(problem instanceof auth.SessionOver)) console.warn(problem);
  }
}

async function opened() {
  const { name, id } = route();
  state.notice = null;
  state.form = null;
  dropClip();
  closeLive();
  state.cameras = null;
  render({ focus: true });
  if (!state.me || name !== 'alerts' || !id) return;
  try {
    let alert = await api.alert(id);
    if (alert.offer === 'OPEN') alert = await api.receipt(id, 'seen');
    state.alerts.set(id, alert);
  } catch (problem) {
    if (problem instanceof auth.SessionOver) return;
    state.notice = why(problem);
  }
  render();
}

// ---- beginning and end

async function enter() {
  state.me = await api.me();
  const position = await load();
  registerPush();
  watchPlace();
  stopStream?.();
  stopStream = api.follow(position, {
    onEvent: heard,
    onState: (line) => { state.line = line; renderLine(); },
  });
}

function stopEverything() {
  stopStream?.();
  stopStream = null;
  clearInterval(positionTimer);
  place.stop();
  dropClip();
  closeLive();
  state.cameras = null;
  state.purpose = '';
  dropSmallPictures();
}

function over(text) {
  stopEverything();
  state.me = null;
  state.alerts = new Map();
  state.notice = text;
  if (location.hash) history.replaceState(null, '', location.pathname);
  render({ focus: true });
}

async function begin() {
  applyScheme();
  place.fromAddress();
  auth.whenOver(() => over(t('sessionOver')));
  addEventListener('hashchange', opened);
  document.addEventListener('visibilitychange', () => { if (!document.hidden && state.me) { lastReport = 0; report(); } });
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('sw.js').catch(() => {});
  await comeIn();
}

async function comeIn() {
  state.entering = true;
  state.notice = null;
  render();
  try {
    const back = await auth.comeBack();
    if (back === false) state.notice = t('signInFailed');
    else if (auth.signedIn()) await enter();
  } catch (problem) {
    state.me = null;
    if (!(problem instanceof auth.SessionOver)) state.notice = why(problem);
  } finally {
    state.entering = false;
  }
  if (state.me) await opened();
  else render({ focus: Boolean(state.notice) });
}

begin();
