// Real documents of the corpus, with what is true of them.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const directory = resolve(import.meta.dirname, '../../corpus/dev');

/** The path of a document. */
export const document = (name) => join(directory, name);

/** The records that are in it. */
export const truth = (name) => JSON.parse(readFileSync(document(`${name}.truth.json`), 'utf8')).records;
