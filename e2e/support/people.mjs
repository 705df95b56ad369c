// People made for a test through the same doors as everyone: a file of a Mission Locale, the API of a CFA.
import { expect } from '@playwright/test'
import { account } from './accounts.mjs'

/** The day `days` after today, as a date field holds it. */
export function day(days) {
  const date = new Date()
  date.setHours(12)
  date.setDate(date.getDate() + days)
  return date.toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' })
}

/** Imports the file of one young person, signed in as a Mission Locale. */
export async function importYouth(page, { number, last, first }) {
  await page.goto('/imports/nouveau')
  const file = ['N° dossier;Nom de naissance;Prénom;Date de naissance;Commune;Téléphone', `${number};${last};${first};04/05/2007;Montreuil;01 99 00 88 ${number.slice(-2)}`].join('\r\n')
  await page.locator('input[type=file]').setInputFiles({ name: `${number}.csv`, mimeType: 'text/csv', buffer: Buffer.from(file, 'utf8') })
  await page.locator('main .btn-next').click()
  await expect(page).toHaveURL(/\/colonnes$/)
  await page.locator('main .btn-next').click()
  await expect(page).toHaveURL(/\/apercu$/)
  await page.locator('main .btn-next').click()
  await expect(page.locator('.tally')).toBeVisible()
  return personOf(page, last)
}

/** Delivers one learner with a contract, as the software of the CFA does. */
export async function deliver(request, { number, last, first }, contracts) {
  const key = account({ role: 'api_key' })
  const year = new Date().getFullYear() - (new Date().getMonth() < 7 ? 1 : 0)
  const item = {
    nom_apprenant: last,
    prenom_apprenant: first,
    date_de_naissance_apprenant: '2007-05-04',
    annee_scolaire: `${year}-${year + 1}`,
    id_erp_apprenant: `E2E-${number}`,
    tel_apprenant: `01 99 00 88 ${number.slice(-2)}`,
    code_commune_insee_apprenant: '93048',
    libelle_court_formation: 'CAP BOULANGER',
    annee_formation: 1,
    date_inscription_formation: day(-100),
    date_entree_formation: day(-100),
    date_fin_formation: day(600),
    etablissement_responsable_uai: key.uai,
    etablissement_formateur_uai: key.uai,
    etablissement_responsable_siret: key.siret,
    etablissement_formateur_siret: key.siret
  }
  contracts.forEach(({ start, broken }, index) => {
    const suffix = index === 0 ? '' : `_${index + 1}`
    item[`contrat_date_debut${suffix}`] = start
    item[`contrat_date_fin${suffix}`] = day(600)
    if (broken) item[`contrat_date_rupture${suffix}`] = broken
  })
  const answer = await request.post('/api/v3/dossiers-apprenants', { headers: { authorization: `Bearer ${key.password}` }, data: [item] })
  expect(answer.status()).toBe(200)
  const { data } = await answer.json()
  expect(data[0].validation_errors ?? []).toEqual([])
}

/** The address of someone's page, found by name once the file is in. */
export async function personOf(page, last) {
  const row = page.locator('[data-row-link]').first()
  await expect(async () => {
    await page.goto(`/jeunes?q=${last}`)
    await expect(row).toContainText(new RegExp(last, 'i'), { timeout: 1_000 })
  }).toPass()
  return row.getAttribute('href')
}
