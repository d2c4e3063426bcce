// The page's texts, so that one journey runs in both languages and a better wording breaks no test.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const locales = resolve(import.meta.dirname, '../../../frontend/locales');

/** `words('en').account.sign_in`: a file of the language, and a key in it. */
export function words(language) {
  const files = readdirSync(join(locales, language));
  return Object.fromEntries(
    files.map((file) => [basename(file, '.json'), JSON.parse(readFileSync(join(locales, language, file), 'utf8'))]),
  );
}
