// Requests a second and latency of the running server, its start-up time and its memory.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { register } from '../../tests/e2e/kit/account.mjs';
import { Server } from '../../tests/e2e/kit/server.mjs';
import { candidate, saveCandidates } from './candidates.mjs';
import { table, timed } from './table.mjs';

const CANDIDATES = 1000;
const CONNECTIONS = 32;
const SECONDS = Number(process.env.BOLE_BENCH_SECONDS ?? 10);

const directory = await mkdtemp(join(tmpdir(), 'bole-bench-'));
const begin = performance.now();
const server = await Server.start();
try {
  const firstStart = performance.now() - begin;
  const secondStart = await restartTime();
  await sleep(3);
  const idle = await server.residentMegabytes();
  const client = await register(server);
  await saveCandidates(client, 0, CANDIDATES);
  const { items } = await client.get('/api/candidates?per_page=1');

  const rows = [];
  for (const request of requests(client, items[0].id)) rows.push(await measure(request));
  const busy = await server.residentMegabytes();

  table(['what', 'figure'], [
    ['start on an empty database, migrations included', `${firstStart.toFixed(0)} ms`],
    ['start on an existing database', `${secondStart.toFixed(0)} ms`],
    ['memory (RSS), idle after the start', `${idle.toFixed(0)} MB`],
    ['memory (RSS), after the load below', `${busy.toFixed(0)} MB`],
  ]);
  table(['request', 'requests/s', 'p50', 'p90', 'p99', 'failed'], rows);
} finally {
  await server.stop();
  await rm(directory, { recursive: true });
}

function requests(client, id) {
  const header = `wrk.headers["Authorization"] = "Bearer ${client.token}"\n`;
  const create = `${header}wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [[${JSON.stringify(candidate(0))}]]
`;
  return [
    { name: 'GET /api/health', path: '/api/health', script: '' },
    { name: `GET /api/candidates (20 of ${CANDIDATES})`, path: '/api/candidates', script: header },
    { name: 'GET /api/candidates?q=…', path: '/api/candidates?q=Candidate%201', script: header },
    { name: 'GET /api/candidates/{id}', path: `/api/candidates/${id}`, script: header },
    { name: 'POST /api/candidates', path: '/api/candidates', script: create },
  ];
}

async function measure({ name, path, script }) {
  const file = join(directory, 'request.lua');
  await writeFile(file, script);
  const options = ['-t2', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '--latency', '-s', file];
  const text = await output('wrk', [...options, server.address + path]);
  const found = (pattern) => text.match(pattern)?.[1] ?? '–';
  return [
    name,
    Math.round(Number(found(/Requests\/sec:\s+([\d.]+)/))),
    found(/ 50%\s+(\S+)/),
    found(/ 90%\s+(\S+)/),
    found(/ 99%\s+(\S+)/),
    found(/Non-2xx or 3xx responses: (\d+)/).replace('–', '0'),
  ];
}

async function restartTime() {
  await server.kill();
  return (await timed(() => server.restart())).took;
}

async function output(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => (text += part));
  await new Promise((done, failed) => child.once('exit', done).once('error', failed));
  return text;
}

function sleep(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}
