// Documents a second by format: upload, reading in a child process, and the built-in parser.

import { readdir, readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';

import { register } from '../../tests/e2e/kit/account.mjs';
import { Server } from '../../tests/e2e/kit/server.mjs';
import { milliseconds, percentile, table, timed } from './table.mjs';

const SECONDS = Number(process.env.BOLE_BENCH_SECONDS ?? 10);
const AT_ONCE = 4;
const corpus = resolve(import.meta.dirname, '../../tests/corpus/dev');

const server = await Server.start();
try {
  const { token } = await register(server);
  const rows = [];
  for (const format of ['.txt', '.md', '.csv', '.xlsx', '.docx', '.pdf']) rows.push(await measure(format, token));
  table(['format', 'documents a second', 'p50', 'p99', 'failed'], rows);
} finally {
  await server.stop();
}

async function measure(format, token) {
  const files = await documents(format);
  const times = [];
  let failed = 0;
  const end = performance.now() + SECONDS * 1000;
  const worker = async (first) => {
    for (let next = first; performance.now() < end; next += AT_ONCE) {
      const { took, result } = await timed(() => parse(files[next % files.length], token));
      times.push(took);
      if (!result) failed += 1;
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => worker(i)));
  const rate = times.length / ((performance.now() - begin) / 1000);
  const [p50, p99] = [0.5, 0.99].map((share) => milliseconds(percentile(times, share)));
  return [format.slice(1).toUpperCase(), rate.toFixed(0), p50, p99, failed];
}

async function parse({ name, kind, content }, token) {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  form.append('engine', 'offline');
  const address = `${server.address}/api/${kind}s/parse`;
  const answer = await fetch(address, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: form });
  const body = await answer.json();
  return answer.ok && body.documents[0].error === null;
}

async function documents(format) {
  const names = (await readdir(corpus)).filter((name) => extname(name) === format);
  return Promise.all(
    names.map(async (name) => {
      const { kind } = JSON.parse(await readFile(join(corpus, `${name}.truth.json`), 'utf8'));
      return { name, kind, content: await readFile(join(corpus, name)) };
    }),
  );
}
