// Shows openapi.json in Swagger UI, in the colours that a surrounding page or the system asks for.
'use strict';

const dark = matchMedia('(prefers-color-scheme: dark)');
let theme = new URLSearchParams(location.search).get('theme');

function applyTheme() {
  const asked = theme === 'dark' || theme === 'light' ? theme === 'dark' : dark.matches;
  document.documentElement.classList.toggle('dark-mode', asked);
}

applyTheme();
dark.addEventListener('change', applyTheme);
addEventListener('message', event => {
  if (event.origin === location.origin && event.data && event.data.type === 'lightrag:set-docs-theme') {
    theme = event.data.theme;
    applyTheme();
  }
});

const root = location.pathname.replace(/\/docs\/?$/, '');
SwaggerUIBundle({
  url: root + '/openapi.json',
  oauth2RedirectUrl: location.origin + root + '/docs/oauth2-redirect',
  dom_id: '#swagger-ui',
  deepLinking: true,
  filter: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
});
