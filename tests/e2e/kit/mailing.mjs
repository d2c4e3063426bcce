// A mailbox to send from, and people to send to.

import { mailServer } from './mailbox.mjs';

/** The form of a mailbox at the test mail server, without limits that would slow a test. */
export function mailboxFields() {
  const server = mailServer();
  return {
    email_address: 'hr@corp.test',
    display_name: '王芳',
    smtp_host: server?.host,
    smtp_port: server?.port,
    smtp_security: 'starttls',
    smtp_username: server?.username,
    daily_limit: 100_000,
    per_minute_limit: 10_000,
  };
}

/** Adds a mailbox for a consultant: that one, or at another server that asks for no password. */
export async function addMailbox(consultant, elsewhere) {
  const account = { ...mailboxFields(), ...elsewhere };
  return consultant.post('/api/email-accounts', elsewhere ? { account } : { account, password: mailServer().password });
}

/** Adds `count` candidates with addresses of their own that begin with `prefix`; answers their ids. */
export async function addCandidates(consultant, count, prefix) {
  const one = (number) =>
    consultant.post('/api/candidates', { name: `候选人${number}`, emails: [`${prefix}${number}@candidate.test`] });
  const made = [];
  for (let number = 0; number < count; number += 10) {
    const batch = Array.from({ length: Math.min(10, count - number) }, (_, i) => one(number + i));
    made.push(...(await Promise.all(batch)));
  }
  return made.map(({ id }) => id);
}
