// Requests a second and latency of the running server, its start-up time and its memory, as Markdown tables.
// usage: scripts/bench.sh http    (installs wrk and says which binary to measure)

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { register } from '../tests/e2e/kit/account.mjs';
import { Server } from '../tests/e2e/kit/server.mjs';

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
  const idle = await residentMegabytes();
  const client = await register(server);
  const ids = await addCandidates(client);

  const rows = [];
  for (const request of await requests(client, ids)) rows.push(await measure(request));
  const busy = await residentMegabytes();

  print(['what', 'figure'], [
    ['start on an empty database, migrations included', `${firstStart.toFixed(0)} ms`],
    ['start on an existing database', `${secondStart.toFixed(0)} ms`],
    ['memory (RSS), idle after the start', `${idle.toFixed(0)} MB`],
    ['memory (RSS), after the load below', `${busy.toFixed(0)} MB`],
  ]);
  print(['request', 'requests/s', 'p50', 'p90', 'p99', 'failed'], rows);
} finally {
  await server.stop();
  await rm(directory, { recursive: true });
}

async function requests(client, ids) {
  const header = `wrk.headers["Authorization"] = "Bearer ${client.token}"\n`;
  const create = `${header}wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [[${JSON.stringify(candidate(0))}]]
`;
  return [
    { name: 'GET /api/health', path: '/api/health', script: '' },
    { name: `GET /api/candidates (20 of ${CANDIDATES})`, path: '/api/candidates', script: header },
    { name: 'GET /api/candidates?q=…', path: '/api/candidates?q=Candidate%201', script: header },
    { name: 'GET /api/candidates/{id}', path: `/api/candidates/${ids[0]}`, script: header },
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

async function addCandidates(client) {
  const ids = [];
  while (ids.length < CANDIDATES) {
    const batch = Array.from({ length: 10 }, (_, i) => client.post('/api/candidates', candidate(ids.length + i)));
    ids.push(...(await Promise.all(batch)).map(({ id }) => id));
  }
  return ids;
}

function candidate(number) {
  return {
    name: `Candidate ${number}`,
    current_company: 'Fine Horse Ltd',
    current_position: 'Backend Engineer',
    experience_years: number % 20,
    locations: ['上海'],
    skills: 'Rust, PostgreSQL, Kubernetes, Python',
    summary: 'Eight years of building services that other people rely on. 熟悉分布式系统与数据库。',
  };
}

async function restartTime() {
  await server.kill();
  const start = performance.now();
  await server.restart();
  return performance.now() - start;
}

async function residentMegabytes() {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  return Number(status.match(/VmRSS:\s+(\d+) kB/)[1]) / 1024;
}

function print(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n'));
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
