// Mails a second through the durable queue, into a mail server that takes everything and keeps nothing.

import { spawn } from 'node:child_process';

import { register } from '../../tests/e2e/kit/account.mjs';
import { addCandidates, addMailbox } from '../../tests/e2e/kit/mailing.mjs';
import { freePort, Server } from '../../tests/e2e/kit/server.mjs';
import { table, timed } from './table.mjs';

const MAILS = 1000;

const port = await freePort();
const root = process.getuid() === 0 ? ['-u', 'nobody'] : [];
const sink = spawn('smtp-sink', [...root, `127.0.0.1:${port}`, '100'], { stdio: 'ignore' });
const server = await Server.start();
try {
  const client = await register(server);
  const mailbox = await addMailbox(client, { smtp_host: '127.0.0.1', smtp_port: port, smtp_security: 'none', smtp_username: '' });
  const people = await addCandidates(client, MAILS, 'bench-');
  const request = {
    from_account_id: mailbox.id,
    to: { candidate_ids: people },
    subject: '{{candidate.name}}，有个机会想和您聊聊',
    body: '{{candidate.name}} 您好：\n\n方便的时候请回复这封邮件。',
  };
  const queued = await timed(() => client.post('/api/emails/send', request));
  const sent = await timed(() => allSent(client));
  table(['mails', 'queued in', 'sent a second, one mailbox'], [
    [MAILS, `${Math.round(queued.took)} ms`, Math.round(MAILS / ((queued.took + sent.took) / 1000))],
  ]);
} finally {
  await server.stop();
  sink.kill();
}

async function allSent(client) {
  while ((await client.get('/api/email-logs?status=sent&per_page=1')).total < MAILS) {
    await new Promise((done) => setTimeout(done, 50));
  }
}
