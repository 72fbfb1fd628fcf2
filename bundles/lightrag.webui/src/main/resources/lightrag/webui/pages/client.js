// Calls the API as whoever has signed in; tells the page when somebody has to.
const settings = window.__LIGHTRAG_CONFIG__ ?? {};
const prefix = (settings.apiPrefix ?? '').replace(/\/$/, '');
const TOKEN = 'LIGHTRAG-API-TOKEN';
const KEY = 'LIGHTRAG-API-KEY';

export class Refusal extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export async function call(path, { method = 'GET', json, body, signal } = {}) {
  const headers = {};
  if (localStorage[TOKEN]) headers.Authorization = `Bearer ${localStorage[TOKEN]}`;
  if (localStorage[KEY]) headers['X-API-Key'] = localStorage[KEY];
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(prefix + path, {
    method, headers, signal, body: json === undefined ? body : JSON.stringify(json),
  });
  const renewed = response.headers.get('X-New-Token');
  if (renewed) localStorage[TOKEN] = renewed;
  if (!response.ok) throw new Refusal(response.status, await detail(response));
  return response;
}

export const ask = async (path, options) => (await call(path, options)).json();

async function detail(response) {
  const text = await response.text();
  try {
    const { detail } = JSON.parse(text);
    return typeof detail === 'string' ? detail : detail.map((item) => item.msg).join('; ');
  } catch {
    return text || response.statusText;
  }
}

/** Whether the caller's credentials, if any, are good. */
export async function enter() {
  const status = await ask('/auth-status');
  if (!status.auth_configured && status.access_token) localStorage[TOKEN] = status.access_token;
  if (status.auth_configured && !localStorage[TOKEN] && !localStorage[KEY]) return false;
  try {
    await call('/auth/verify');
    return true;
  } catch (refusal) {
    if (refusal.status !== 401 && refusal.status !== 403) throw refusal;
    return false;
  }
}

export async function signIn(username, password) {
  leave();
  const reply = await ask('/login', { method: 'POST', body: new URLSearchParams({ username, password }) });
  localStorage[TOKEN] = reply.access_token;
}

export function useKey(key) {
  leave();
  localStorage[KEY] = key;
}

export function leave() {
  localStorage.removeItem(TOKEN);
  localStorage.removeItem(KEY);
}

/** The name in the token, if there is one. */
export function caller() {
  try {
    const { sub } = JSON.parse(atob(localStorage[TOKEN].split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
    return sub === 'guest' ? '' : sub;
  } catch {
    return '';
  }
}

/** An element with children; texts are texts, never markup. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
