// Mails of Bole itself, as they lie in the outbox of a server without a mailbox of its own.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { simpleParser } from 'mailparser';

/** Waits for a mail to this address with a link to that page of the SPA; answers the link. */
export async function linkTo(server, address, page) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const links = (await mails(server, address)).map(({ text }) => text.match(/https?:\S+/)?.[0]);
    const link = links.findLast((link) => link?.startsWith(server.address + page));
    if (link) return link;
    if (Date.now() > deadline) throw new Error(`no link to ${page} was mailed to ${address}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function mails(server, address) {
  const folder = join(server.dataDir, 'outbox');
  // The names are of mails' ids, which grow with time.
  const names = (await readdir(folder).catch(() => [])).sort();
  const all = await Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))));
  return all.filter((mail) => mail.to?.value[0].address === address && mail.text);
}
