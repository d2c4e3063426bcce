// A certified OpenID Connect provider on a free port, with its own pages for signing in and agreeing. It asks for PKCE.

import { createServer } from 'node:http';

import Provider from 'oidc-provider';

import { freePort } from './server.mjs';

const client = { client_id: 'bole-app', client_secret: 'maple-river-7731' };

export class OidcProvider {
  #server;

  /** Starts it for a server of Bole that will listen at `address`; whoever signs in has `@corp.test` behind the name. */
  static async start(address) {
    const started = new OidcProvider();
    const port = await freePort();
    started.issuer = `http://127.0.0.1:${port}`;
    const provider = new Provider(started.issuer, {
      clients: [
        {
          ...client,
          redirect_uris: [`${address}/api/auth/oauth/corp/callback`],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      pkce: { required: () => true, methods: ['S256'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({ sub: id, email: `${id}@corp.test`, email_verified: true, name: id }),
      }),
      cookies: { keys: ['for tests only'] },
    });
    started.#server = createServer(provider.callback());
    await new Promise((done) => started.#server.listen(port, '127.0.0.1', done));
    return started;
  }

  /** What Bole is told of it. */
  get settings() {
    return {
      BOLE_OAUTH_CORP_ISSUER: this.issuer,
      BOLE_OAUTH_CORP_TITLE: 'Corp SSO',
      BOLE_OAUTH_CORP_CLIENT_ID: client.client_id,
      BOLE_OAUTH_CORP_CLIENT_SECRET: client.client_secret,
    };
  }

  /** Signs in on the provider's pages and agrees. */
  async signIn(page, name) {
    await page.waitForURL(`${this.issuer}/**`);
    await page.getByPlaceholder('Enter any login').fill(name);
    await page.getByPlaceholder('and password').fill('anything');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
