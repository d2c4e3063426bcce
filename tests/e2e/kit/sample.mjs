// An organization with the sample data that a new installation offers.

import { register } from './account.mjs';

/** Registers somebody, loads the sample data for them, and finds the rows that the addresses of pages need. */
export async function registerWithSample(server) {
  const consultant = await register(server);
  await consultant.post('/api/organization/sample-data');
  const first = async (path) => (await consultant.get(path)).items[0];
  const sample = {
    job: await first('/api/jobs'),
    candidate: await first('/api/candidates'),
    group: await first('/api/candidate-groups'),
  };
  return { consultant, sample };
}
