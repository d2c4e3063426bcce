// Candidates as they come in numbers: different people, with skills out of the vocabulary.

const SKILLS = [
  ...['Rust', 'Java', 'Python', 'Go', 'TypeScript', 'React', 'Vue', 'Kubernetes', 'Docker', 'PostgreSQL', 'MySQL'],
  ...['Redis', 'Kafka', 'Spark', 'Flink', 'Hadoop', 'TensorFlow', 'PyTorch', 'Linux', 'AWS', 'Spring', 'Django'],
  ...['机器学习', '微服务', '数据分析', '项目管理', '分布式', '产品设计', '用户增长', '供应链'],
];
const CITIES = ['上海', '北京', '深圳', '杭州', '广州', '成都', '新加坡'];
const BATCH = 500;

/** The fields of the n-th candidate; the same for the same number. */
export function candidate(number) {
  const skills = Array.from({ length: 4 + (number % 8) }, (_, i) => SKILLS[(number * 7 + i * i * 3) % SKILLS.length]);
  return {
    name: `Candidate ${number}`,
    current_company: `Company ${number % 500}`,
    current_position: 'Backend Engineer',
    experience_years: number % 20,
    locations: [CITIES[number % CITIES.length]],
    skills: [...new Set(skills)].join(', '),
    summary: 'Eight years of building services that other people rely on. 熟悉分布式系统与数据库。',
  };
}

/** Saves the candidates `from`..`to`; answers how many a second. */
export async function saveCandidates(client, from, to) {
  const begin = performance.now();
  for (let start = from; start < to; start += BATCH) {
    const length = Math.min(BATCH, to - start);
    const items = Array.from({ length }, (_, i) => ({ fields: candidate(start + i), action: 'create' }));
    await client.post('/api/candidates/bulk', { items });
  }
  return (to - from) / ((performance.now() - begin) / 1000);
}
