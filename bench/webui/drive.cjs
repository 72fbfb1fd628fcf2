// Drives the reference's built web pages on a running server: node drive.cjs URL SCREENSHOTS SAMPLES
// NODE_PATH holds playwright-core, CHROMIUM the browser. Ends with status 1 at the first thing that is not as it should be.
const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const [url, shots, samples] = process.argv.slice(2);
const FILES = ['moby-dick-133-the-chase-first-day.txt', 'moby-dick-048-the-first-lowering.txt'];
const MODES = ['naive', 'local', 'global', 'hybrid', 'mix', 'bypass'];
const PATIENCE = 120_000;
const report = [];
let page;
let number = 0;

async function step(name, action) {
  const start = Date.now();
  await action();
  const file = `${String(++number).padStart(2, '0')}-${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`;
  await page.screenshot({ path: path.join(shots, file) });
  report.push({ step: name, seconds: (Date.now() - start) / 1000, screenshot: file });
  console.log(`${String((Date.now() - start) / 1000).padStart(7)} s  ${name}`);
}

function check(holds, what) {
  if (!holds) throw new Error(`not so: ${what}`);
}

const button = (name) => page.getByRole('button', { name, exact: true });
const tab = (name) => page.getByRole('tab', { name }).click();
const text = (value) => page.getByText(value, { exact: false }).first();

async function signIn(name, password) {
  await page.goto(`${url}/webui/`);
  await page.locator('#username-input, input:not([type=password])').first().fill(name);
  await page.locator('input[type=password]').fill(password);
  await button('Login').click();
  await button('Upload').waitFor({ timeout: PATIENCE });
  // what the page shows first are the documents of whoever signed in
  await text('Uploaded Documents').waitFor();
}

async function upload() {
  const types = page.waitForResponse((reply) => reply.url().endsWith('/documents/supported_file_types'));
  await button('Upload').click();
  await (await types).finished();
  // the drop zone is made anew when the types have come
  await page.getByText('TXT').first().waitFor();
  const accepted = [];
  page.on('response', (reply) => {
    if (reply.url().endsWith('/documents/upload')) accepted.push(reply.status());
  });
  await page.locator('input[type=file]').setInputFiles(FILES.map((file) => path.join(samples, file)));
  await until(() => accepted.length === FILES.length, 'both files are sent');
  check(accepted.every((status) => status === 200), `uploads are accepted: ${accepted}`);
}

async function until(condition, what) {
  const end = Date.now() + PATIENCE;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited too long: ${what}`);
    await page.waitForTimeout(200);
  }
}

const count = async (name) => Number(/\((\d+)\)/.exec(await page.getByRole('button', { name: new RegExp(`^${name} \\(`) }).innerText())?.[1]);

async function processed() {
  await page.keyboard.press('Escape');
  await until(async () => (await count('Completed')) === FILES.length, 'both documents are processed');
  check((await count('Failed')) === 0, 'no document failed');
}

async function graph() {
  await tab('Knowledge Graph');
  const graphs = () => page.waitForResponse((reply) => reply.url().includes('/graphs?') && reply.ok(), { timeout: PATIENCE });
  // the page was loaded when there was nothing yet, and asks its user to reload the graph
  const first = graphs();
  await page.getByRole('tabpanel', { name: 'Knowledge Graph' }).getByRole('button').first().click();
  await first;
  // a page loaded anew draws the same, since the token survives
  const drawn = graphs();
  await page.reload();
  await tab('Knowledge Graph');
  const { nodes, edges } = await (await drawn).json();
  check(nodes.length > 3 && edges.length > 3, `the graph has nodes and edges: ${nodes.length}, ${edges.length}`);
  await page.waitForTimeout(6000); // the layout moves for some seconds
}

/** Chooses a node through the search box of the page, which selects it as a click does. */
async function node(name) {
  const box = page.getByPlaceholder('Search nodes in page...');
  await box.click();
  await box.fill(name);
  await page.getByRole('option', { name, exact: true }).first().click();
  await page.getByText('Node', { exact: true }).first().waitFor();
}

/** The middle of the biggest dot of the drawing, found in its picture: it has no elements that could be asked. */
async function biggestDot() {
  const picture = (await page.screenshot()).toString('base64');
  return page.evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawing = canvas.getContext('2d');
    drawing.drawImage(image, 0, 0);
    const { data: pixels, width, height } = drawing.getImageData(0, 0, image.width, image.height);
    let best = { length: 0 };
    for (let y = 100; y < height - 60; y++) {
      for (let x = 80, start = x; x < width - 20; x++) {
        const at = (y * width + x) * 4;
        const rgb = [pixels[at], pixels[at + 1], pixels[at + 2]];
        const coloured = Math.max(...rgb) - Math.min(...rgb) > 60;
        const same = coloured && rgb.every((value, i) => value === pixels[at - 4 + i]);
        if (!same) start = x;
        if (x - start > best.length) best = { length: x - start, x: (x + start) / 2, y };
      }
    }
    return best;
  }, picture);
}

async function clickNode() {
  const dot = await biggestDot();
  check(dot.length > 8, 'the drawing has dots');
  await page.mouse.click(dot.x, dot.y);
  await page.getByText('Node', { exact: true }).first().waitFor({ timeout: 10_000 });
}

async function editEntity(words) {
  const saved = page.waitForResponse((reply) => reply.url().endsWith('/graph/entity/edit'));
  // the pencil beside the description
  await page.locator('div', { has: page.getByText('Description', { exact: true }) }).last().locator('svg').first().click();
  await page.locator('[role=dialog] textarea').fill(words);
  await page.locator('[role=dialog]').getByRole('button', { name: 'Save' }).click();
  const reply = await saved;
  check(reply.status() === 200, `the edit is saved: ${reply.status()} ${await reply.text()}`);
  check((await reply.json()).operation_summary.operation_status === 'success', 'the edit succeeded');
  await page.locator('[role=dialog]').waitFor({ state: 'hidden' });
  await page.getByText(words.slice(0, 30)).first().waitFor();
}

/** What the server tells of itself; the page reads many fields of it without asking whether they exist. */
async function status() {
  await page.getByText('Connected', { exact: true }).click();
  await page.locator('[role=dialog]').getByText('Storage Configuration').first().waitFor();
  await page.waitForTimeout(500);
}

/** The other entry, for people who only ask: welcome page, chat, the same token. */
async function workspaceEntry() {
  await page.goto(`${url}/workspace/`);
  await page.locator('#query-input, textarea').first().waitFor({ timeout: PATIENCE });
  const streamed = page.waitForResponse((reply) => reply.url().endsWith('/query/stream'), { timeout: PATIENCE });
  await page.locator('#query-input, textarea').first().fill('Who is Starbuck?');
  await page.keyboard.press('Enter');
  check((await streamed).status() === 200, 'the other entry asks too');
  await page.getByText('References').first().waitFor({ timeout: PATIENCE });
}

async function ask(mode) {
  const streamed = page.waitForResponse((reply) => reply.url().endsWith('/query/stream'), { timeout: PATIENCE });
  await page.locator('#query-input').fill(`/${mode} Who is Captain Ahab and what does he hunt?`);
  await button('Send').click();
  const reply = await streamed;
  check(reply.status() === 200, `${mode} answers: ${reply.status()}`);
  const lines = (await reply.text()).trim().split('\n').map((line) => JSON.parse(line));
  check(lines.every((line) => !line.error), `${mode} has no error line`);
  const answer = lines.map((line) => line.response ?? '').join('');
  check(answer.length > 20, `${mode} says something: ${answer}`);
  if (mode !== 'bypass') check(lines.some((line) => line.references?.length), `${mode} names its sources`);
  await button('Send').waitFor({ timeout: PATIENCE });
}

async function deleteOne() {
  await tab('Documents');
  await page.getByRole('row', { name: new RegExp('the-chase-first-day|^.*doc-') }).first().getByRole('checkbox').click();
  await button('Delete').first().click();
  const dialog = page.locator('[role=dialog]');
  await dialog.getByRole('textbox').fill('yes');
  const asked = page.waitForResponse((reply) => reply.url().endsWith('/documents/delete_document'));
  await dialog.getByRole('button', { name: 'YES' }).click();
  check((await (await asked).json()).status === 'deletion_started', 'the deletion starts');
  await until(async () => (await count('All')) === FILES.length - 1, 'the document is gone');
}

async function signOut() {
  await page.locator('header').getByRole('button').last().click();
  await button('Login').waitFor();
}

async function nothingThere() {
  await text('No Documents').waitFor({ timeout: PATIENCE });
  check((await count('All')) === 0, 'the other tenant has no documents');
  await page.reload();
  await tab('Knowledge Graph');
  await text('Empty').or(page.getByText('node: 0')).first().waitFor();
  const found = await page.evaluate(async (base) => {
    const headers = { Authorization: `Bearer ${localStorage.getItem('LIGHTRAG-API-TOKEN')}` };
    return (await fetch(`${base}/graph/label/list`, { headers })).json();
  }, url);
  check(found.length === 0, 'the other tenant has no entities');
}

async function main() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    headless: !process.env.HEADED,
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'en-US' });
  page = await context.newPage();
  const refused = [];
  page.on('response', (reply) => { if (reply.status() >= 400) refused.push(`${reply.status()} ${reply.url()}`); });
  page.on('pageerror', (error) => refused.push(`error in the page: ${error.message}`));
  try {
    await step('login page', () => page.goto(`${url}/webui/`).then(() => button('Login').waitFor({ timeout: PATIENCE })));
    await step('tenant A signed in', () => signIn('anna', 'password of anna'));
    await step('two files uploaded', upload);
    await step('both processed', processed);
    await step('graph', graph);
    await step('a node clicked', clickNode);
    await step('a node found', () => node('Ahab'));
    await step('the entity edited', () => editEntity('The captain of the Pequod, as told by a test of the web pages.'));
    await tab('Retrieval');
    for (const mode of MODES) await step(`asked in mode ${mode}`, () => ask(mode));
    await step('status', status);
    await page.keyboard.press('Escape');
    await step('entry for those who only ask', workspaceEntry);
    await page.goto(`${url}/webui/`);
    await step('one document deleted', deleteOne);
    await step('signed out', signOut);
    await step('tenant B signed in', () => signIn('ben', 'password of ben'));
    await step('tenant B sees none of it', nothingThere);
    check(refused.length === 0, `no call is refused: ${refused.join(', ')}`);
    fs.writeFileSync(path.join(shots, 'report.json'), JSON.stringify(report, null, 1));
    console.log('the reference\'s pages work');
  } catch (failure) {
    await page.screenshot({ path: path.join(shots, 'failed.png') });
    console.error(failure.message, refused);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

main();
