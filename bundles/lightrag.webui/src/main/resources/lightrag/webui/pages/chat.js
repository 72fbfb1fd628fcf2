// Questions and answers, piece by piece as they are written.
import { call, element } from './client.js';

const MODES = ['mix', 'hybrid', 'local', 'global', 'naive', 'bypass'];

export function chat(place) {
  const mode = element('select', { title: 'How to search' }, ...MODES.map((name) => element('option', { textContent: name })));
  const question = element('textarea', { placeholder: 'Ask about the documents', required: true });
  const send = element('button', { textContent: 'Ask' });
  const stop = element('button', { textContent: 'Stop', type: 'button', disabled: true });
  const turns = element('div');
  const form = element('form', { className: 'ask' }, question, element('div', {}, mode, send, stop));
  place.replaceChildren(form, turns);
  question.onkeydown = (event) => {
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    const abort = new AbortController();
    stop.onclick = () => abort.abort();
    send.disabled = true;
    stop.disabled = false;
    const turn = new Turn(question.value);
    turns.prepend(turn.element);
    try {
      const response = await call('/query/stream', {
        method: 'POST', signal: abort.signal,
        json: { query: question.value, mode: mode.value, stream: true, include_progress: true },
      });
      for await (const line of lines(response.body)) turn.show(line);
      question.value = '';
    } catch (failure) {
      turn.show({ error: abort.signal.aborted ? 'Stopped.' : failure.message });
    } finally {
      send.disabled = false;
      stop.disabled = true;
    }
  };
}

class Turn {
  constructor(question) {
    this.answer = element('div', { className: 'answer' });
    this.step = element('div', { className: 'step', role: 'status' });
    this.sources = element('ul');
    this.element = element('article', { className: 'turn' },
      element('div', { className: 'question', textContent: question }), this.answer, this.step, this.sources);
  }

  show(line) {
    if (line.references) {
      this.sources.replaceChildren(...line.references.map((source) =>
        element('li', { textContent: `[${source.reference_id}] ${source.file_path}` })));
    }
    if (line.response) this.answer.append(line.response);
    if (line.progress) this.step.textContent = line.progress.replaceAll('_', ' ');
    if (line.response_time !== undefined) this.step.textContent = `${line.response_time} s`;
    if (line.error) this.answer.append(element('p', { className: 'error', textContent: line.error }));
  }
}

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const complete = (rest + part.value).split('\n');
    rest = complete.pop();
    for (const line of complete) if (line) yield JSON.parse(line);
  }
}
