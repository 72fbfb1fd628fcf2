// Shows openapi.json and sends requests to try. No library, nothing from elsewhere.
'use strict';

const root = location.pathname.replace(/\/docs\/?$/, '');
const element = (name, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
};

applyTheme(new URLSearchParams(location.search).get('theme'));
addEventListener('message', event => {
  if (event.origin === location.origin && event.data && event.data.type === 'lightrag:set-docs-theme') {
    applyTheme(event.data.theme);
  }
});

fetch(root + '/openapi.json')
  .then(response => response.json())
  .then(show)
  .catch(error => { document.getElementById('routes').textContent = 'openapi.json could not be read: ' + error; });

function applyTheme(theme) {
  if (theme === 'dark' || theme === 'light') {
    document.documentElement.dataset.theme = theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

function show(api) {
  document.getElementById('title').textContent = api.info.title + ' ' + api.info.version;
  document.getElementById('about').textContent = api.info.description;
  const sections = new Map();
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = (operation.tags || ['server'])[0];
      if (!sections.has(tag)) {
        sections.set(tag, element('section', {}, element('h2', { textContent: tag })));
      }
      sections.get(tag).append(route(api, method, path, operation));
    }
  }
  document.getElementById('routes').replaceChildren(...sections.values());
  document.getElementById('filter').addEventListener('input', event => filter(event.target.value.toLowerCase()));
}

function filter(text) {
  for (const details of document.querySelectorAll('details')) {
    details.hidden = !details.textContent.toLowerCase().includes(text);
  }
}

function route(api, method, path, operation) {
  const inside = element('div', { className: 'inside' });
  const details = element('details', { className: method },
    element('summary', {},
      element('b', { textContent: method.toUpperCase() }),
      element('code', { textContent: path }),
      element('span', { textContent: operation.summary })),
    inside);
  details.addEventListener('toggle', () => {
    if (details.open && !inside.hasChildNodes()) {
      inside.append(...contents(api, method, path, operation));
    }
  });
  return details;
}

function contents(api, method, path, operation) {
  const parameters = operation.parameters || [];
  const [type, body] = Object.entries(operation.requestBody ? operation.requestBody.content : {})[0] || [];
  const schema = body ? resolve(api, body.schema) : undefined;
  const parts = [element('p', { textContent: operation.description })];
  if (parameters.length) {
    parts.push(table(parameters.map(p => [p.name, p.required, resolve(api, p.schema), p.in])));
  }
  if (schema && schema.properties) {
    const required = schema.required || [];
    parts.push(table(Object.entries(schema.properties)
      .map(([name, s]) => [name, required.includes(name), { ...resolve(api, s), description: s.description }, 'body'])));
  }
  parts.push(tryOut(api, method, path, parameters, type, schema));
  return parts;
}

function table(rows) {
  const cell = text => element('td', { textContent: text });
  return element('table', {},
    element('tr', {}, ...['name', 'in', 'type', ''].map(h => element('th', { textContent: h }))),
    ...rows.map(([name, required, schema, place]) => element('tr', {},
      cell(name + (required ? ' *' : '')), cell(place), cell(typeName(schema)), cell(schema.description || ''))));
}

function tryOut(api, method, path, parameters, type, schema) {
  const form = element('form');
  const fields = parameters.map(p => {
    const input = element('input', { placeholder: p.name, required: Boolean(p.required) });
    form.append(input, ' ');
    return [p, input];
  });
  let read;
  if (type === 'application/json') {
    const text = element('textarea', { value: JSON.stringify(example(api, schema), null, 2), spellcheck: false });
    form.append(text);
    read = () => ({ body: text.value, headers: { 'Content-Type': type } });
  } else if (type) {
    const inputs = Object.entries(schema.properties).map(([name, s]) => {
      const file = s.format === 'binary' || s.contentMediaType;
      const input = element('input', { name, placeholder: name, type: file ? 'file' : name === 'password' ? 'password' : 'text' });
      form.append(input, ' ');
      return input;
    });
    read = () => ({ body: formBody(type, inputs), headers: {} });
  } else if (method === 'post') {
    const text = element('textarea', { placeholder: 'JSON body, if any', spellcheck: false });
    form.append(text);
    read = () => text.value ? { body: text.value, headers: { 'Content-Type': 'application/json' } } : { headers: {} };
  } else {
    read = () => ({ headers: {} });
  }
  const result = element('pre', { hidden: true });
  form.append(element('button', { textContent: 'Send' }), result);
  form.addEventListener('submit', event => {
    event.preventDefault();
    send(method, address(path, fields), read(), result);
  });
  return form;
}

function formBody(type, inputs) {
  const data = type.startsWith('multipart/') ? new FormData() : new URLSearchParams();
  for (const input of inputs) {
    const value = input.type === 'file' ? input.files[0] : input.value;
    if (value) {
      data.append(input.name, value);
    }
  }
  return data;
}

function address(path, fields) {
  const query = new URLSearchParams();
  for (const [parameter, input] of fields) {
    if (parameter.in === 'path') {
      path = path.replace('{' + parameter.name + '}', encodeURIComponent(input.value));
    } else if (input.value) {
      query.append(parameter.name, input.value);
    }
  }
  return root + path + (query.size ? '?' + query : '');
}

async function send(method, url, { body, headers }, result) {
  const key = document.getElementById('key').value;
  const token = document.getElementById('token').value;
  if (key) headers['X-API-Key'] = key;
  if (token) headers.Authorization = 'Bearer ' + token;
  result.hidden = false;
  result.textContent = '…';
  try {
    const response = await fetch(url, { method: method.toUpperCase(), headers, body });
    result.textContent = response.status + ' ' + response.statusText + '\n\n';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
      result.append(part.value);
    }
    if ((response.headers.get('content-type') || '').startsWith('application/json')) {
      result.textContent = response.status + '\n\n' + JSON.stringify(JSON.parse(text), null, 2);
    }
  } catch (error) {
    result.textContent = String(error);
  }
}

function resolve(api, schema) {
  while (schema && schema.$ref) {
    schema = api.components.schemas[schema.$ref.split('/').pop()];
  }
  return schema || {};
}

function typeName(schema) {
  if (schema.anyOf) return schema.anyOf.map(typeName).join(' or ');
  if (schema.$ref) return schema.$ref.split('/').pop();
  if (schema.enum) return schema.enum.join(', ');
  return schema.type === 'array' ? 'list of ' + typeName(schema.items || {}) : schema.type || 'any';
}

function example(api, schema) {
  const value = {};
  for (const name of schema.required || []) {
    const part = resolve(api, schema.properties[name]);
    value[name] = { string: '', integer: 1, number: 1, boolean: false, array: [''], object: {} }[part.type] ?? null;
  }
  return value;
}
