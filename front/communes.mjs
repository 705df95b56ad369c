// Writes the communes of France that the synthetic territory is built on.
//
//   node front/communes.mjs [NODE_MODULES]
//
// Run from the root of the repository. NODE_MODULES is the folder that holds
// @etalab/decoupage-administratif; front/node_modules unless told.
//
// Rows are in order of proximity (department, district, postcode), which is how
// the simulation cuts the territory into areas. Paris, Lyon and Marseille are
// given by their arrondissements: a young person lives in one of them, and
// 75056 as a whole belongs to no single Mission Locale.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const OUTPUT = 'crates/tdu-simulation/generated/communes.csv'
const HEADER = 'insee;name;department;region;population;postcodes'

const nodeModules = process.argv[2] ?? 'front/node_modules'
const source = path.join(nodeModules, '@etalab/decoupage-administratif/data/communes.json')

const rows = proximityOrder(inhabited(await readCommunes(source))).map(toRow)
await mkdir(path.dirname(OUTPUT), { recursive: true })
await writeFile(OUTPUT, [HEADER, ...rows, ''].join('\n'))
console.log(`${OUTPUT}: ${rows.length} communes`)

async function readCommunes(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    console.error(`communes.mjs: cannot read ${file} (${error.message}): run \`npm ci\` in front/ first.`)
    process.exit(1)
  }
}

// Today's communes and municipal arrondissements where people live and mail arrives.
function inhabited(communes) {
  const divided = new Set(
    communes.filter(({ type }) => type === 'arrondissement-municipal').map(({ commune }) => commune),
  )
  return communes.filter(
    ({ type, code, population, codesPostaux }) =>
      (type === 'commune-actuelle' || type === 'arrondissement-municipal') &&
      !divided.has(code) &&
      population > 0 &&
      codesPostaux?.length > 0,
  )
}

// Overseas collectivities have no department or region of their own: theirs is the collectivity.
function departmentOf({ departement, collectiviteOutremer, code }) {
  return departement ?? collectiviteOutremer?.code ?? code.slice(0, 3)
}

function proximityOrder(communes) {
  const key = (commune) =>
    [departmentOf(commune), commune.arrondissement ?? '', [...commune.codesPostaux].sort()[0], commune.code].join(' ')
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
  return communes
    .map((commune) => ({ commune, order: key(commune) }))
    .sort((a, b) => compare(a.order, b.order))
    .map(({ commune }) => commune)
}

function toRow(commune) {
  const { code, nom, region, population, codesPostaux } = commune
  const department = departmentOf(commune)
  return [code, nom, department, region ?? department, population, [...codesPostaux].sort().join(' ')].join(';')
}
