import { soundsOf } from '~/caseload/name-sounds'
import type { HeldWay, OpenRecord } from '~/caseload/open-record.server'

type Lines = Pick<OpenRecord, 'names' | 'ways' | 'ties'>

/**
 * Of the names, ways and people who matter of a record that goes into another: those that need not come over, since the other has the
 * same; and the ways that both have, each at the less safe of what the two say of it.
 */
export function alikeLines(kept: Lines, gone: Lines, mainName: string) {
  const names = new Set([mainName, ...kept.names.map(({ name }) => name)].map((name) => soundsOf(name).words))
  const sameNames = gone.names.filter(({ name }) => names.has(soundsOf(name).words))
  const sameTies = gone.ties.filter((tie) => kept.ties.some((each) => saysTheSame(each, tie, TIE)))
  const sameWays = gone.ways.filter((way) => kept.ways.some((each) => saysTheSame(each, way, NOTED_WAY)))
  return {
    stay: [...sameNames, ...sameTies, ...sameWays].map(({ id }) => id),
    safer: [...kept.ways, ...gone.ways].flatMap(({ id, kind, value, safe }) => {
      const all = [...kept.ways, ...gone.ways].filter((way) => way.kind === kind && way.value === value)
      const least = lessSafe.find((how) => all.some((way) => way.safe === how)) ?? safe
      return least === safe ? [] : [{ id, safe: least }]
    }),
  }
}

/** The least safe first: a number that one of two records calls unsafe is. */
const lessSafe: readonly HeldWay['safe'][] = ['no', 'ask', 'yes']

const TIE = ['relation', 'name', 'about', 'doNotContact'] as const
const NOTED_WAY = ['kind', 'value', 'note'] as const

function saysTheSame<Line extends object, Name extends keyof Line>(
  one: Line,
  other: Line,
  names: readonly Name[],
): boolean {
  return names.every((name) => one[name] === other[name])
}
