// Documents: list, upload, retry, delete; and a place to ask.
import { chat } from './chat.js';
import { ask, element } from './client.js';
import { open } from './entrance.js';

const PAGE_SIZE = 25;
const BUSY_MILLIS = 2000;
const IDLE_MILLIS = 15000;
const at = (id) => document.getElementById(id);

class Documents {
  constructor() {
    this.page = 1;
    this.selected = new Set();
    at('files').onchange = (event) => this.run(() => this.upload([...event.target.files]));
    at('scan').onclick = () => this.run(async () => this.say((await ask('/documents/scan', { method: 'POST' })).message));
    at('retry').onclick = () => this.run(async () => this.say((await ask('/documents/reprocess_failed', { method: 'POST' })).message));
    at('remove').onclick = () => this.run(() => this.remove());
    at('earlier').onclick = () => this.turn(-1);
    at('later').onclick = () => this.turn(1);
  }

  say(text) {
    at('job').textContent = text ?? '';
  }

  async run(action) {
    try {
      await action();
    } catch (failure) {
      this.say(failure.message);
    }
    await this.refresh();
  }

  turn(step) {
    this.page += step;
    this.refresh();
  }

  async upload(files) {
    const refused = [];
    for (const [index, file] of files.entries()) {
      this.say(`Uploading ${index + 1} of ${files.length}: ${file.name}`);
      const body = new FormData();
      body.append('file', file);
      await ask('/documents/upload', { method: 'POST', body }).catch((failure) => refused.push(`${file.name}: ${failure.message}`));
      await this.refresh();
    }
    at('files').value = '';
    this.say(refused.join(' — ') || `${files.length} uploaded.`);
  }

  async remove() {
    if (!confirm(`Delete ${this.selected.size} documents, their files and what was learned from them?`)) return;
    const reply = await ask('/documents/delete_document', {
      method: 'DELETE', json: { doc_ids: [...this.selected], delete_file: true },
    });
    this.selected.clear();
    this.say(reply.message);
  }

  async refresh() {
    clearTimeout(this.timer);
    let busy = false;
    try {
      const [page, job] = await Promise.all([
        ask('/documents/paginated', { method: 'POST', json: { page: this.page, page_size: PAGE_SIZE } }),
        ask('/documents/pipeline_status'),
      ]);
      this.show(page);
      busy = job.busy;
      if (busy) this.say(`${job.job_name} — ${job.latest_message}`);
    } catch (failure) {
      this.say(failure.message);
    }
    this.timer = setTimeout(() => this.refresh(), busy ? BUSY_MILLIS : IDLE_MILLIS);
  }

  show({ documents, pagination, status_counts: counts }) {
    const known = Object.entries(counts).filter(([name, count]) => name !== 'all' && count > 0);
    at('counts').textContent = `${counts.all} in all` + known.map(([name, count]) => `, ${count} ${name}`).join('');
    at('rows').replaceChildren(...documents.map((row) => this.row(row)));
    at('page').textContent = `Page ${pagination.page} of ${Math.max(1, pagination.total_pages)}`;
    at('earlier').disabled = !pagination.has_prev;
    at('later').disabled = !pagination.has_next;
    at('remove').disabled = this.selected.size === 0;
  }

  row(row) {
    const box = element('input', { type: 'checkbox', checked: this.selected.has(row.id), ariaLabel: row.file_path });
    box.onchange = () => {
      this.selected[box.checked ? 'add' : 'delete'](row.id);
      at('remove').disabled = this.selected.size === 0;
    };
    const cells = [row.status, row.chunks_count ?? '', row.content_length, new Date(row.updated_at).toLocaleString()];
    const made = element('tr', { title: row.error_msg || row.content_summary },
      element('td', {}, box), element('td', { textContent: row.file_path }),
      ...cells.map((textContent) => element('td', { textContent })));
    made.children[2].className = row.status;
    return made;
  }
}

open(() => {
  new Documents().refresh();
  chat(at('chat'));
});
