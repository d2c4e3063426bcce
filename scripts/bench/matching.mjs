// How long it takes to rank the candidates for a job, among 10,000 and among 100,000.

import { register } from '../../tests/e2e/kit/account.mjs';
import { Server } from '../../tests/e2e/kit/server.mjs';
import { candidate, saveCandidates } from './candidates.mjs';
import { milliseconds, percentile, table, timed } from './table.mjs';

const ROUNDS = 50;
const SIZES = [10_000, 100_000];

const server = await Server.start();
try {
  const client = await register(server);
  const job = await client.post('/api/jobs', {
    title: '资深后端工程师',
    company_name: 'Fine Horse Ltd',
    locations: ['上海'],
    job_requirement: '精通 Rust 或 Go，熟悉 PostgreSQL、Redis、Kafka、Kubernetes，有微服务和分布式系统经验，了解机器学习优先。',
    min_experience_years: 5,
  });
  const rows = [];
  let present = 0;
  for (const size of SIZES) {
    const rate = await saveCandidates(client, present, size);
    present = size;
    rows.push(await measure(client, job, size, rate));
  }
  table(['candidates', 'saved a second', 'first match', 'p50', 'p99', 'after a change', 'memory (RSS)'], rows);
} finally {
  await server.stop();
}

async function measure(client, job, size, rate) {
  const match = async () => (await timed(() => client.get(`/api/jobs/${job.id}/matches`))).took;
  const first = await match();
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await match());
  const afterChange = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await client.post('/api/candidates', candidate(size + round));
    afterChange.push(await match());
  }
  return [
    size.toLocaleString('en'),
    Math.round(rate),
    milliseconds(first),
    milliseconds(percentile(times, 0.5)),
    milliseconds(percentile(times, 0.99)),
    `p50 ${milliseconds(percentile(afterChange, 0.5))}`,
    `${Math.round(await server.residentMegabytes())} MB`,
  ];
}
