// An organization with the sample data that a new installation offers.

import { register, somebody } from './account.mjs';

/** Registers somebody, loads the sample data and colleagues for them, and finds the rows that the addresses of pages need. */
export async function registerWithSample(server) {
  const consultant = await register(server);
  await consultant.post('/api/organization/sample-data');
  await addColleagues(consultant);
  const first = async (path) => (await consultant.get(path)).items[0];
  const sample = {
    job: await first('/api/jobs'),
    candidate: await first('/api/candidates'),
    group: await first('/api/candidate-groups'),
    role: await first('/api/roles'),
  };
  return { consultant, sample };
}

/** Two teams, one below the other, a role of the organization's own, a colleague of each kind, and one who is invited. */
async function addColleagues(consultant) {
  const roles = Object.fromEntries((await consultant.get('/api/roles')).items.map((role) => [role.code, role]));
  const city = await consultant.post('/api/teams', { name: '上海' });
  const team = await consultant.post('/api/teams', { name: '互联网一部', parent_id: city.id });
  const { permissions } = roles.viewer;
  const code = 'research';
  const research = await consultant.post('/api/roles', { name: '研究员', code, data_scope: 'team', permissions });
  const add = (last_name, first_name, role, team_id) => {
    const { username, email, password } = somebody();
    const role_ids = [role.id];
    return consultant.post('/api/auth/users', { username, email, password, first_name, last_name, team_id, role_ids });
  };
  await add('王', '芳', roles.consultant, team.id);
  const left = await add('李', '强', research, city.id);
  await consultant.patch(`/api/auth/users/${left.id}`, { is_active: false });
  await consultant.post('/api/invitations', { email: somebody().email, role: 'consultant', locale: 'zh-CN' });
}
