// Links made-up files with `tdu link` and with Splink beside it, in one run: time, and F1 of each.
// node scripts/linkage-versus.mjs TDU PEOPLE [--full]: the program, and the example that makes files.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const [tdu, people, ...flags] = process.argv.slice(2)
const sets = [
  ['10,000 × 2,000', 10_000, 2_000, 1],
  ['180,000 × 8,000', 180_000, 8_000, 1],
  ['180,000 × 8,000, faults × 2.5', 180_000, 8_000, 2.5],
]
if (flags.includes('--full')) sets.push(['1,000,000 × 200,000', 1_000_000, 200_000, 1])
const RUNS = 3

const rows = (path) => readFileSync(path, 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))

// F1 of the links of zone *same*, by the truth.
function f1(links, truth) {
  const pairs = new Map(rows(truth).filter((row) => row[1]).map((row) => [row[0], row[1]]))
  const same = rows(links).filter((row) => row[3].trim() === 'same')
  const right = same.filter(([a, b]) => pairs.get(b) === a).length
  return (2 * right) / (same.length + pairs.size)
}

function ours(folder) {
  const [a, b, out] = ['a.csv', 'b.csv', 'links.csv'].map((name) => `${folder}/${name}`)
  let seconds = Infinity
  for (let run = 0; run < RUNS; run++) {
    const began = process.hrtime.bigint()
    execFileSync(tdu, ['link', a, b, '--out', out], { stdio: 'ignore' })
    seconds = Math.min(seconds, Number(process.hrtime.bigint() - began) / 1e9)
  }
  return { seconds, f1: f1(out, `${folder}/truth.csv`) }
}

function splink(folder, config) {
  const options = ['--config', config, '--repeat', String(RUNS), folder]
  const { stdout } = spawnSync('scripts/linkage-reference', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  const runs = stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  if (runs.length === 0) return { skipped: stdout.trim() }
  return runs.reduce((best, run) => (run.seconds < best.seconds ? run : best))
}

for (const [name, a, b, faults] of sets) {
  const folder = `target/linkage/${a}-${b}-${faults}`
  execFileSync(people, [folder, a, b, faults].map(String))
  const own = ours(folder)
  console.log(`${name}: tdu link ${own.seconds.toFixed(2)} s, F1 ${own.f1.toFixed(4)} at its own decision`)
  for (const config of ['lean', 'tuned']) {
    const theirs = splink(folder, config)
    if (theirs.skipped !== undefined) {
      console.log(`  Splink: ${theirs.skipped || 'skipped: it gave no figure'}`)
      break
    }
    const times = (theirs.seconds / own.seconds).toFixed(1)
    const target = config === 'lean' ? `; target at least 10 × faster: ${times >= 10 ? 'met' : 'NOT MET'}` : `; target a better F1: ${own.f1 > theirs.f1_best ? 'met' : 'NOT MET'}`
    console.log(`  Splink ${config}: ${theirs.seconds.toFixed(2)} s = ${times} × ours, F1 ${theirs.f1_best.toFixed(4)} at the best threshold, ${theirs.f1_095.toFixed(4)} at 0.95${target}`)
  }
}
