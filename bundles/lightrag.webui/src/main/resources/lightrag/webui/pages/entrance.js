// Shows the page to whoever is known, and a form to everybody else.
import { caller, element, enter, leave, signIn, useKey } from './client.js';

export async function open(start) {
  const app = document.getElementById('app');
  const place = document.getElementById('entrance');
  const button = document.getElementById('leave');
  button.onclick = () => { leave(); location.reload(); };
  const title = window.__LIGHTRAG_CONFIG__?.webuiTitle;
  if (title) document.querySelector('h1').textContent = title;

  const attempt = async () => {
    if (!await enter()) return false;
    place.replaceChildren();
    document.getElementById('who').textContent = caller();
    button.hidden = false;
    app.hidden = false;
    start();
    return true;
  };
  try {
    if (!await attempt()) place.replaceChildren(form(attempt));
  } catch (failure) {
    place.replaceChildren(element('p', { className: 'error', textContent: failure.message }));
  }
}

function form(attempt) {
  const message = element('p', { className: 'error', role: 'alert' });
  const name = element('input', { name: 'username', autocomplete: 'username', placeholder: 'Name' });
  const password = element('input', { name: 'password', type: 'password', autocomplete: 'current-password', placeholder: 'Password' });
  const key = element('input', { name: 'key', type: 'password', autocomplete: 'off', placeholder: 'API key' });
  const made = element('form', { className: 'entrance' },
    element('fieldset', {}, element('legend', { textContent: 'Sign in' }), name, password),
    element('fieldset', {}, element('legend', { textContent: 'or use a key' }), key),
    element('button', { textContent: 'Enter' }), message);
  made.onsubmit = async (event) => {
    event.preventDefault();
    message.textContent = '';
    try {
      if (key.value) useKey(key.value);
      else await signIn(name.value, password.value);
      if (!await attempt()) message.textContent = 'That is not accepted.';
    } catch (failure) {
      message.textContent = failure.message;
    }
  };
  return made;
}
