// An identity provider for the tests, as ProConnect answers: provider.mjs SITE SECRET. It prints
// `issuer: ADDRESS` when it listens, and recognises whoever types an address.
//
// What it says of someone is in what they type: `address [siret] [mfa]`.
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import { generateKeyPairSync } from 'node:crypto'

const [site, secret] = process.argv.slice(2)
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const key = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'essai' }

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'trait-d-union',
      client_secret: secret,
      redirect_uris: [`${site}/connexion/fournisseur/retour`],
      post_logout_redirect_uris: [`${site}/connexion`],
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'ES256',
      userinfo_signed_response_alg: 'ES256'
    }],
    jwks: { keys: [key] },
    cookies: { keys: [secret] },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], siret: ['siret'] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], userinfoSigningAlgValues: ['ES256'] },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true }, jwtUserinfo: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/porte/${uid}` },
    findAccount: (_context, typed) => {
      const [email, ...rest] = typed.split(' ')
      const siret = rest.find((word) => /^\d{14}$/.test(word))
      return { accountId: typed, claims: () => ({ sub: typed, email, email_verified: true, siret }) }
    },
    // What is asked for is granted: the site is known.
    loadExistingGrant: async ({ oidc }) => {
      const { clientId } = oidc.client
      const grant = new provider.Grant({ clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email siret')
      grant.addOIDCClaims(['amr'])
      await grant.save()
      return grant
    }
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url.startsWith('/porte/')) door(provider, request, response)
    else answer(request, response)
  })
  console.log(`issuer: ${issuer}`)
})

async function door(provider, request, response) {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    return response.end('<!doctype html><html lang="fr"><title>Fournisseur d’essai</title><form method="post"><label>Qui êtes-vous ? <input name="qui"></label><button>Me reconnaître</button><button name="non" value="1">Renoncer</button></form>')
  }
  let body = ''
  for await (const piece of request) body += piece
  const form = new URLSearchParams(body)
  const qui = form.get('qui')
  const result = form.get('non')
    ? { error: 'access_denied', error_description: '<b>renoncé</b>' }
    : { login: { accountId: qui, amr: qui.includes('mfa') ? ['pwd', 'mfa'] : ['pwd'] } }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}
