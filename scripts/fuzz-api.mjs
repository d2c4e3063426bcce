// Schemathesis against a server of its own, signed in: no 5xx and no answer that the OpenAPI document does not know.
// usage: scripts/fuzz-api.sh [SCHEMATHESIS ARGUMENT…]

import { spawn } from 'node:child_process';

import { registerWithSample } from '../tests/e2e/kit/sample.mjs';
import { Server } from '../tests/e2e/kit/server.mjs';

const SECONDS = process.env.BOLE_FUZZ_SECONDS ?? '600';
// They end the session that the run lives on.
const ENDS_THE_SESSION = '^(logout|logout_all|change_password)$';
const CHECKS = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';

const server = await Server.start({ BOLE_LOG: 'error' });
let status;
try {
  const { consultant } = await registerWithSample(server);
  const schemathesis = spawn(
    process.env.BOLE_SCHEMATHESIS,
    [
      ...['run', `${server.address}/api/openapi.json`, '--url', server.address],
      ...['--header', `Authorization: Bearer ${consultant.token}`, '--checks', CHECKS],
      ...['--exclude-operation-id-regex', ENDS_THE_SESSION, '--request-timeout', '30'],
      ...['--max-time', SECONDS, '--workers', '2', '--continue-on-failure', '--no-color'],
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  );
  status = await new Promise((done, failed) => schemathesis.once('exit', done).once('error', failed));
  if (server.log) console.log(`The server's log:\n${server.log}`);
} finally {
  await server.stop();
}
process.exit(status ?? 1);
