// People who use Bole in a test. Each gets an organization of their own, so that tests on one server do not meet.

let people = 0;

/** A person nobody has registered yet. */
export function somebody() {
  people += 1;
  const unique = `${process.pid}-${Date.now().toString(36)}-${people}`;
  return {
    username: `zhao-${unique}`,
    email: `zhao-${unique}@corp.test`,
    password: 'maple-river-7731',
    first_name: 'Min',
    last_name: 'Zhao',
    organization_name: `Fine Horse Search ${unique}`,
  };
}

/** Registers a person by the API; answers a client that acts for them. */
export async function register(server, person = somebody()) {
  const { access_token } = await call(server, 'POST', '/api/auth/register', { 'X-Client': 'api' }, person);
  const headers = { Authorization: `Bearer ${access_token}` };
  return {
    person,
    token: access_token,
    get: (path) => call(server, 'GET', path, headers),
    post: (path, body) => call(server, 'POST', path, headers, body),
    patch: (path, body) => call(server, 'PATCH', path, headers, body),
  };
}

async function call(server, method, path, headers, body) {
  const answer = await fetch(server.address + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
