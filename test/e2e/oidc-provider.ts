// An organisation's own sign-in: a real OpenID provider that lets anybody in under any name, and
// vouches for every address but those that begin with "unproven:".

import { createServer, type RequestListener } from 'node:http';
import { Provider } from 'oidc-provider';

const clientId = 'parley';
const clientSecret = 'what the operator got from the provider';

export interface OidcProvider {
  /** What the operator sets. */
  readonly environment: Readonly<Record<string, string>>;
  /** Begins to answer, for the platform at this address. */
  readonly serve: (redirect: string) => void;
  readonly close: () => void;
}

export async function openOidcProvider(): Promise<OidcProvider> {
  let listener: (...question: Parameters<RequestListener>) => unknown = (_, response) =>
    response.writeHead(503).end();
  const server = createServer((request, response) => {
    listener(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const issuer = `http://localhost:${port}`;
  return {
    environment: {
      PARLEY_OIDC_ISSUER: issuer,
      PARLEY_OIDC_CLIENT_ID: clientId,
      PARLEY_OIDC_CLIENT_SECRET: clientSecret,
    },
    serve: (redirect) => {
      const provider = new Provider(issuer, {
        clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirect] }],
        claims: { openid: ['sub'], email: ['email', 'email_verified'] },
        pkce: { required: () => true },
        findAccount: (_, id) => ({
          accountId: id,
          claims: () => ({
            sub: id,
            email: id.replace(/^unproven:/, ''),
            email_verified: !id.startsWith('unproven:'),
          }),
        }),
      });
      listener = provider.callback();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
