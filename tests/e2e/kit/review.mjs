// Importing documents and reviewing what was found, as a consultant does it.

import { document } from './corpus.mjs';
import { expect, field } from './journey.mjs';

/** Uploads documents of the corpus. */
export async function upload(page, names) {
  await page.locator('input[type=file]').first().setInputFiles(names.map(document));
}

/** The span of the document that is lit now. */
export const lit = (page) => page.locator('mark[data-active=true]').first();

/** On a phone the document and the fields share one place; shows one of them. */
export async function show(page, words) {
  const side = page.getByRole('radio', { name: words, exact: true });
  if ((await side.count()) > 0 && (await side.isVisible().catch(() => false))) await side.check({ force: true });
}

/** Replaces the values of a field that holds a list. */
export async function replaceList(page, texts, label, values) {
  const remove = texts.common.remove_word.replace('{word}', '');
  const control = field(page, label);
  const chips = control.locator('xpath=ancestor::*[@data-pointer][1]').getByRole('button', { name: remove });
  for (let left = await chips.count(); left > 0; left = await chips.count()) await chips.first().click();
  for (const value of values) {
    await control.fill(value);
    await control.press('Enter');
  }
  await expect(chips).toHaveCount(values.length);
}

/** A text for one of a number of things, as the page writes it. */
export function counted(text, count) {
  const form = typeof text === 'string' ? text : count === 1 ? text.one : text.other;
  return form.replace('{count}', String(count));
}
