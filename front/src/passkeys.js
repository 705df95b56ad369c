// Passkeys: shown only where the browser makes them for this site; the answer is sent as a form.

const able = (form) =>
  window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined && location.hostname === form.dataset.passkeySite

/** What an authenticator answers to what the server asks; nothing when its owner gave up. */
async function answer(form) {
  const asked = await fetch(form.dataset.passkey, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
  // Asked too often or too late: the server says why when the form comes without an answer.
  if (!asked.ok || !asked.headers.get('content-type')?.startsWith('application/json')) return ''
  const options = await asked.json()
  try {
    const credential = form.hasAttribute('data-passkey-new')
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    return JSON.stringify(credential.toJSON())
  } catch (error) {
    if (error.name === 'NotAllowedError' || error.name === 'AbortError') return null
    return ''
  }
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('[data-passkey]')) return
  event.preventDefault()
  const button = form.querySelector('button')
  if (button.disabled) return
  button.disabled = true
  const given = await answer(form)
  button.disabled = false
  if (given === null) return
  form.elements.reponse.value = given
  form.submit()
})

/** Shows the forms of passkeys where they work, instead of the sentence that says they do not. */
export function armPasskeys() {
  for (const form of document.querySelectorAll('[data-passkey]:is([hidden], [data-waiting])')) {
    if (!able(form)) continue
    form.hidden = false
    form.removeAttribute('data-waiting')
    const absent = document.querySelector('[data-passkey-absent]')
    if (absent) absent.hidden = true
  }
}
