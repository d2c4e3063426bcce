// A model behind the OpenAI protocol on a free port of this machine, which answers and misbehaves as a journey
// tells it, and remembers what it was asked.

import { createServer } from 'node:http';

/** The text as the model's answer; an object goes as JSON. */
export const reply = (answer) => ({ kind: 'reply', text: typeof answer === 'string' ? answer : JSON.stringify(answer) });

/** An HTTP status, perhaps with a `Retry-After` in seconds. */
export const status = (code, retryAfter) => ({ kind: 'status', code, retryAfter });

/** A good status with a body that is not of the protocol. */
export const body = (text) => ({ kind: 'body', text });

/** The beginning of an answer, and then a broken connection. */
export const cut = (text) => ({ kind: 'cut', text });

/** No word for longer than anybody waits. */
export const silence = () => ({ kind: 'silence' });

export class Model {
  #server;
  #next = [];
  #always = reply('{}');

  /** What was asked, as the bodies of the requests. */
  received = [];

  static async start() {
    const model = new Model();
    model.#server = createServer((request, response) => model.#answer(request, response));
    await new Promise((done) => model.#server.listen(0, '127.0.0.1', done));
    model.address = `http://127.0.0.1:${model.#server.address().port}/v1`;
    return model;
  }

  /** What to do with the next requests that have no instruction yet, one each. */
  next(...behaviours) {
    this.#next.push(...behaviours);
  }

  /** What to do with requests for which there is no instruction of their own. */
  always(behaviour) {
    this.#always = behaviour;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #answer(request, response) {
    let text = '';
    for await (const chunk of request) text += chunk;
    this.received.push(JSON.parse(text || 'null'));
    const behaviour = this.#next.shift() ?? this.#always;
    const json = { 'Content-Type': 'application/json' };
    switch (behaviour.kind) {
      case 'reply':
        return response.writeHead(200, json).end(JSON.stringify(completion(behaviour.text)));
      case 'status': {
        const wait = behaviour.retryAfter === undefined ? {} : { 'Retry-After': String(behaviour.retryAfter) };
        const error = { error: { message: `told to answer ${behaviour.code}`, type: 'error', code: null } };
        return response.writeHead(behaviour.code, { ...json, ...wait }).end(JSON.stringify(error));
      }
      case 'body':
        return response.writeHead(200, json).end(behaviour.text);
      case 'cut':
        response.writeHead(200, { ...json, 'Content-Length': '1000000' });
        return response.write(behaviour.text, () => response.destroy());
      case 'silence':
        return undefined;
    }
  }
}

function completion(content) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'test',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  };
}
