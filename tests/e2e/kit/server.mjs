// The real server on a free port, with a database and files of its own that are removed at the end.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
const bole = resolve(root, process.env.BOLE_TEST_BINARY ?? join(process.env.BOLE_TARGET ?? 'target', 'debug/bole'));

export class Server {
  #settings;
  #process;
  #workers = [];
  #log = [];

  /** Starts a server and waits until it is ready. `settings` are BOLE_… variables over the tests' own. */
  static async start(settings = {}, port = undefined) {
    const server = new Server();
    port ??= await freePort();
    server.address = `http://127.0.0.1:${port}`;
    server.dataDir = await mkdtemp(join(tmpdir(), 'bole-journey-'));
    server.#settings = {
      ...withoutSettings(process.env),
      BOLE_BIND: `127.0.0.1:${port}`,
      BOLE_DATA_DIR: server.dataDir,
      BOLE_SPA_DIR: join(root, 'frontend/dist'),
      BOLE_PUBLIC_URL: server.address,
      BOLE_REGISTRATION: 'open',
      BOLE_RATE_LIMIT: 'off',
      BOLE_LOG: 'warn',
      ...(process.env.BOLE_TEST_MAIL_CA ? { BOLE_CA_FILE: process.env.BOLE_TEST_MAIL_CA } : {}),
      ...settings,
    };
    await server.restart();
    return server;
  }

  /** Runs `bole` with this server's settings to its end, e.g. `run('user', 'create', …)`. */
  async run(...command) {
    const child = spawn(bole, command, { cwd: root, env: this.#settings, stdio: ['ignore', 'ignore', 'inherit'] });
    const code = await new Promise((done) => child.once('exit', done));
    if (code !== 0) throw new Error(`bole ${command.join(' ')} ended with ${code}`);
  }

  /** Starts the process again over the same data, e.g. after `kill`. */
  async restart() {
    this.#process = this.#spawn('serve');
    await this.#ready();
  }

  /** Starts a `bole worker` over this server's data. `kill` ends it as a crash would. */
  startWorker() {
    const child = this.#spawn('worker');
    this.#workers.push(child);
    return { kill: () => end(child, 'SIGKILL') };
  }

  /** Ends the process as a crash would. The data stays. */
  async kill() {
    await end(this.#process, 'SIGKILL');
  }

  /** Ends the server and its workers, and removes its data. */
  async stop() {
    await Promise.all([this.#process, ...this.#workers].map((child) => end(child, 'SIGTERM')));
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** The memory that the running process holds. */
  async residentMegabytes() {
    const status = await readFile(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(status.match(/VmRSS:\s+(\d+) kB/)[1]) / 1024;
  }

  /** What the server has written to its log. */
  get log() {
    return this.#log.join('');
  }

  async #ready() {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline && this.#process.exitCode === null && this.#process.pid) {
      const answer = await fetch(`${this.address}/api/ready`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    await end(this.#process, 'SIGKILL');
    throw new Error(`The server did not become ready:\n${this.log}`);
  }

  #spawn(command) {
    const child = spawn(bole, [command], { cwd: root, env: this.#settings, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => this.#log.push(text));
    }
    child.once('error', (error) => this.#log.push(String(error)));
    return child;
  }
}

async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await ended;
}

/** The environment without the developer's own settings of Bole, which must not decide a test. */
function withoutSettings(environment) {
  const entries = Object.entries(environment);
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith('BOLE_') || name.startsWith('BOLE_TEST_')));
}

/** A port that nothing listens on. */
export async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}
