// Sign-in with authorization code and PKCE. The access token lives in memory only; the refresh token
// in this tab's session storage, and each use of it brings a new one.

const CLIENT = 'porchlight-phone';
const SCOPE = 'api';
const REDIRECT = new URL('/phone/', location.origin).href;
const EARLY = 30_000;

let access = null;
let expiresAt = 0;
let refreshing = null;
let onEnd = () => {};

export class SessionOver extends Error {}

const store = {
  get refresh() { return sessionStorage.getItem('phone.refresh'); },
  set refresh(value) { value ? sessionStorage.setItem('phone.refresh', value) : sessionStorage.removeItem('phone.refresh'); },
};

export const possible = () => Boolean(globalThis.crypto?.subtle);
export const whenOver = (listener) => { onEnd = listener; };
export const signedIn = () => Boolean(access || store.refresh);

const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

export async function signIn() {
  const verifier = random();
  const state = random();
  sessionStorage.setItem('phone.verifier', verifier);
  sessionStorage.setItem('phone.state', state);
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const query = new URLSearchParams({
    response_type: 'code', client_id: CLIENT, redirect_uri: REDIRECT, scope: SCOPE, state,
    code_challenge: challenge, code_challenge_method: 'S256',
  });
  location.assign(`/oauth2/authorize?${query}`);
}

/** Finishes a sign-in if this page load is the way back from it. True, false, or null if it is not. */
export async function comeBack() {
  const query = new URLSearchParams(location.search);
  if (!query.has('code') && !query.has('error')) return null;
  // The code leaves the address bar and the history before anything else happens.
  history.replaceState(null, '', location.pathname + location.hash);
  const verifier = sessionStorage.getItem('phone.verifier');
  const expected = sessionStorage.getItem('phone.state');
  sessionStorage.removeItem('phone.verifier');
  sessionStorage.removeItem('phone.state');
  if (!query.has('code') || !verifier || query.get('state') !== expected) return false;
  return take({ grant_type: 'authorization_code', code: query.get('code'), redirect_uri: REDIRECT, code_verifier: verifier });
}

async function take(form) {
  const response = await fetch('/oauth2/token', {
    method: 'POST',
    body: new URLSearchParams({ client_id: CLIENT, ...form }),
    credentials: 'omit',
  });
  if (!response.ok) {
    if (response.status >= 500 || response.status === 429) throw new Error(`token ${response.status}`);
    return false;
  }
  const tokens = await response.json();
  access = tokens.access_token;
  expiresAt = Date.now() + (tokens.expires_in ?? 300) * 1000;
  if (tokens.refresh_token) store.refresh = tokens.refresh_token;
  return true;
}

/** An access token that is good for a while. Throws SessionOver when there is none to be had. */
export async function token(fresh = false) {
  if (!fresh && access && Date.now() < expiresAt - EARLY) return access;
  // One refresh at a time: using a refresh token twice ends the whole family.
  refreshing ??= refresh().finally(() => { refreshing = null; });
  await refreshing;
  return access;
}

async function refresh() {
  const mine = store.refresh;
  if (!mine || !(await take({ grant_type: 'refresh_token', refresh_token: mine }))) {
    forget();
    onEnd();
    throw new SessionOver();
  }
}

function forget() {
  access = null;
  expiresAt = 0;
  store.refresh = null;
}

export async function signOut() {
  const mine = store.refresh;
  forget();
  if (mine) {
    await fetch('/oauth2/revoke', {
      method: 'POST',
      body: new URLSearchParams({ client_id: CLIENT, token: mine, token_type_hint: 'refresh_token' }),
      credentials: 'omit',
    }).catch(() => {});
  }
}
