import { foundByAirt } from './by-airt'
import { datedLife, foundByDateFns } from './by-date-fns'
import { foundByJsonRules } from './by-json-rules'
import { madeLives, type SameFound } from './same-lives'

type Speeds = { airt: number[]; dateFns: number[]; jsonRules: number[] }

/** People a second of a core, round by round, and what all of them found of the same sample. */
export type SideBySide = {
  speeds: Speeds
  sample: number
  found: number
  /** People of whom not all three found the same. */
  different: number
}

const SAMPLE = 2_000
/** So many in each round; as many rounds as the word says. */
const PEOPLE = { airt: 20_000, dateFns: 20_000, jsonRules: 1_000 }

const lives = madeLives(PEOPLE.airt).map((life) => ({ life, dated: datedLife(life) }))
type Prepared = (typeof lives)[number]

process.on('message', async (word) => {
  const same = await compared()
  const speeds: Speeds = { airt: [], dateFns: [], jsonRules: [] }
  for (let round = 0; round < Number(word); round += 1) {
    speeds.airt.push(perSecond(some(PEOPLE.airt, round), ({ life }) => foundByAirt(life)))
    speeds.dateFns.push(perSecond(some(PEOPLE.dateFns, round), ({ dated }) => foundByDateFns(dated)))
    speeds.jsonRules.push(await perSecondInTurn(some(PEOPLE.jsonRules, round)))
  }
  process.send?.({ speeds, ...same } satisfies SideBySide)
})

/** Others in each round, of all ages alike. */
function some(count: number, round: number): Prepared[] {
  const from = (round * count) % lives.length
  return lives.slice(from, from + count)
}

function perSecond(people: readonly Prepared[], find: (prepared: Prepared) => unknown) {
  const before = process.cpuUsage()
  for (const prepared of people) find(prepared)
  return perSecondSince(before, people.length)
}

async function perSecondInTurn(people: readonly Prepared[]) {
  const before = process.cpuUsage()
  for (const { dated } of people) await foundByJsonRules(dated)
  return perSecondSince(before, people.length)
}

/** Of a core's own time, its helper threads' included: what else the machine does counts for none of them. */
function perSecondSince(before: NodeJS.CpuUsage, people: number): number {
  const { user, system } = process.cpuUsage(before)
  return Math.round((people / (user + system)) * 1_000_000)
}

async function compared(): Promise<Pick<SideBySide, 'sample' | 'found' | 'different'>> {
  let found = 0
  let different = 0
  for (const { life, dated } of lives.slice(0, SAMPLE)) {
    const ours = asText(foundByAirt(life))
    const others = [asText(foundByDateFns(dated)), asText(await foundByJsonRules(dated))]
    found += ours.length
    if (others.some((other) => other.join() !== ours.join())) different += 1
  }
  return { sample: SAMPLE, found, different }
}

function asText(found: readonly SameFound[]): string[] {
  return found
    .map(({ rule, occurrence, on, from, to, prompts }) => {
      const asked = prompts.map(({ step, on }) => `${step} ${on}`).sort()
      return [rule, occurrence, on, from, to, ...asked].join(' ')
    })
    .sort()
}
