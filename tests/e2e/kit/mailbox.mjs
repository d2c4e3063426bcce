// What has arrived in a mailbox of the test mail server (scripts/mail-server.sh), read as files.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { simpleParser } from 'mailparser';

/** Where Bole hands in mail as hr@corp.test, or null outside scripts/with-services.sh. */
export function mailServer() {
  const port = process.env.BOLE_TEST_SMTP_PORT;
  if (!port) return null;
  return { host: 'localhost', port: Number(port), username: 'hr@corp.test', password: 'hr-pass' };
}

/**
 * The mails in a mailbox whose recipient's address starts with `to`, parsed (see mailparser).
 * `all@candidate.test` gets what is for addresses at candidate.test that have no mailbox of their own.
 */
export async function mails(to, mailbox = 'all@candidate.test') {
  const [name, domain] = mailbox.split('@');
  const folder = join(process.env.BOLE_TEST_MAIL_DIR, 'mailboxes', domain, name);
  const files = [];
  for (const part of ['new', 'cur']) {
    const names = await readdir(join(folder, part)).catch(() => []);
    files.push(...names.map((file) => join(folder, part, file)));
  }
  const parsed = await Promise.all(files.map(async (file) => simpleParser(await readFile(file))));
  return parsed.filter((mail) => mail.to.value.some(({ address }) => address.startsWith(to)));
}

/** Waits until `count` such mails have arrived. */
export async function waitForMails(count, to, mailbox) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await mails(to, mailbox);
    if (found.length >= count) return found;
    if (Date.now() > deadline) throw new Error(`${found.length} of ${count} mails to ${to}… arrived`);
    await new Promise((done) => setTimeout(done, 200));
  }
}
