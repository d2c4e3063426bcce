// How the benchmarks print and count.

/** Prints a Markdown table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n'));
}

/** The value below which `share` of the measurements lie. */
export function percentile(measurements, share) {
  const sorted = [...measurements].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** A time in milliseconds, to be read. */
export function milliseconds(time) {
  return `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;
}

/** How long an action took, in milliseconds, and what it gave. */
export async function timed(action) {
  const begin = performance.now();
  const result = await action();
  return { took: performance.now() - begin, result };
}
