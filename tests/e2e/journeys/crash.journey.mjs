// The promise of the mail queue: a crash loses no mail, and repeats at most the one in flight.

import { register } from '../kit/account.mjs';
import { expect, test } from '../kit/journey.mjs';
import { mails, waitForMails } from '../kit/mailbox.mjs';
import { addCandidates, addMailbox } from '../kit/mailing.mjs';
import { Server } from '../kit/server.mjs';

const MAILS = 200;
const CRASHES = 3;

test.beforeEach(({}, info) => {
  test.skip(info.project.name !== 'desktop', 'has no page, so once is enough');
  test.setTimeout(600_000);
});

test('killed again and again while it sends 200 mails, the server loses none', async () => {
  const server = await Server.start();
  try {
    await sendThroughCrashes(server, async () => {
      await server.kill();
      await server.restart();
    });
  } finally {
    await server.stop();
  }
});

test('killed again and again while it sends 200 mails, a worker of its own loses none', async () => {
  const server = await Server.start({ BOLE_WORKERS: '0' });
  try {
    let worker = server.startWorker();
    await sendThroughCrashes(server, async () => {
      await worker.kill();
      worker = server.startWorker();
    });
  } finally {
    await server.stop();
  }
});

async function sendThroughCrashes(server, crash) {
  const prefix = `crash-${process.pid}-${Date.now()}-`;
  const consultant = await register(server);
  const mailbox = await addMailbox(consultant);
  const candidates = await addCandidates(consultant, MAILS, prefix);
  const { queued, skipped } = await consultant.post('/api/emails/send', {
    from_account_id: mailbox.id,
    to: { candidate_ids: candidates },
    subject: '{{candidate.name}}，有个机会想和您聊聊',
    body: '{{candidate.name}} 您好：\n\n方便的时候请回复这封邮件。',
  });
  expect(queued).toHaveLength(MAILS);
  expect(skipped).toEqual([]);

  for (let crashes = 1; crashes <= CRASHES; crashes += 1) {
    await waitForMails(crashes * 40, prefix);
    await crash();
  }
  await expect
    .poll(async () => (await consultant.get('/api/email-logs?status=sent')).total, { timeout: 400_000, intervals: [1000] })
    .toBe(MAILS);

  const arrived = await mails(prefix);
  const recipients = new Set(arrived.map((mail) => mail.to.value[0].address));
  expect(recipients.size, 'people who got the mail').toBe(MAILS);
  const messages = new Set(arrived.map((mail) => mail.messageId));
  expect(messages.size, 'a mail sent twice is the same mail').toBe(MAILS);
  expect(arrived.length, 'mails sent twice').toBeLessThanOrEqual(MAILS + CRASHES);
  for (const mail of arrived) expect(mail.subject).toBe(`${mail.text.split(' 您好')[0]}，有个机会想和您聊聊`);
}
