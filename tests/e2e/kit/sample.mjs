// An organization with the sample data that `bole seed` loads.

import { register } from './account.mjs';

/** Registers somebody, loads the sample data for them, and finds the rows that the addresses of pages need. */
export async function registerWithSample(server) {
  const consultant = await register(server);
  await server.run('seed', '--user', consultant.person.username);
  const first = async (path) => (await consultant.get(path)).items[0];
  return { consultant, sample: { job: await first('/api/jobs'), candidate: await first('/api/candidates') } };
}
