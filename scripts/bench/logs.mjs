// What the operation log costs: changes under load with their lines, how long the lines take, and reading them back.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { register } from '../../tests/e2e/kit/account.mjs';
import { Server } from '../../tests/e2e/kit/server.mjs';
import { milliseconds, percentile, table, timed } from './table.mjs';

const CONNECTIONS = 32;
const SECONDS = Number(process.env.BOLE_BENCH_SECONDS ?? 10);
const READS = 30;

const directory = await mkdtemp(join(tmpdir(), 'bole-bench-'));
const server = await Server.start();
try {
  const client = await register(server);
  const load = await changes(client);
  const { took: writing } = await timed(() => written(client, load.requests));
  const lost = await figure('bole_operation_logs_lost_total');
  table(['what', 'figure'], [
    ['changes a second, each with its line', Math.round(load.requests / SECONDS)],
    ['p50', load.p50],
    ['p99', load.p99],
    ['lines', load.requests],
    ['until the last line was written, after the last answer', milliseconds(writing)],
    ['lines lost', lost],
  ]);
  const rows = [];
  for (const [name, query] of [
    ['the newest 20', ''],
    ['of one user', '?q=zhao'],
    ['of one operation', '?module=keywords&action=normalize_keywords'],
    ['failed ones', '?success=false'],
  ]) rows.push([name, ...(await reads(client, `/api/operation-logs${query}`))]);
  table([`reading among ${load.requests} lines`, 'p50', 'p99'], rows);
} finally {
  await server.stop();
  await rm(directory, { recursive: true });
}

/** A change that costs the server next to nothing but its line. */
async function changes(client) {
  const file = join(directory, 'change.lua');
  await writeFile(file, `wrk.headers["Authorization"] = "Bearer ${client.token}"
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [[{"words": ["k8s", "Java", "13800138000"]}]]
`);
  const options = ['-t2', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '--latency', '-s', file];
  const text = await output('wrk', [...options, `${server.address}/api/keywords/normalize`]);
  const found = (pattern) => text.match(pattern)?.[1] ?? '–';
  return { requests: Number(found(/(\d+) requests in/)), p50: found(/ 50%\s+(\S+)/), p99: found(/ 99%\s+(\S+)/) };
}

/** Until as many lines are there, or no more come. */
async function written(client, count) {
  for (let before = -1; ; ) {
    const { total } = await client.get('/api/operation-logs?per_page=1&action=normalize_keywords');
    if (total >= count || total === before) return;
    before = total;
    await new Promise((done) => setTimeout(done, 250));
  }
}

async function reads(client, path) {
  const times = [];
  for (let read = 0; read < READS; read += 1) times.push((await timed(() => client.get(path))).took);
  return [milliseconds(percentile(times, 0.5)), milliseconds(percentile(times, 0.99))];
}

async function figure(name) {
  const text = await (await fetch(`${server.address}/metrics`)).text();
  return text.match(new RegExp(`^${name} (\\d+)`, 'm'))?.[1] ?? '0';
}

async function output(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => (text += part));
  await new Promise((done, failed) => child.once('exit', done).once('error', failed));
  return text;
}
