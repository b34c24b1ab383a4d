/** What was looked at, how it stands, and how to mend it where it does not stand well. One plain sentence each. */
export type Finding = {
  check: string
  verdict: 'ok' | 'warning' | 'wrong'
  says: string
  mend: string | null
}

export function well(check: string, says: string): Finding {
  return { check, verdict: 'ok', says, mend: null }
}

export function warning(check: string, says: string, mend: string): Finding {
  return { check, verdict: 'warning', says, mend }
}

export function wrong(check: string, says: string, mend: string): Finding {
  return { check, verdict: 'wrong', says, mend }
}

const MARKS: Readonly<Record<Finding['verdict'], string>> = {
  ok: 'ok       ',
  warning: 'warning  ',
  wrong: 'WRONG    ',
}

export function linesOf(findings: readonly Finding[]): string[] {
  const lines = findings.map(({ check, verdict, says, mend }) => {
    const mending = mend === null ? '' : `\n             ${mend}`
    return `${MARKS[verdict]}  ${check}: ${says}${mending}`
  })
  const [warnings, wrongs] = (['warning', 'wrong'] as const).map(
    (verdict) => findings.filter((each) => each.verdict === verdict).length,
  )
  return [...lines, '', `${findings.length} things looked at: ${wrongs} wrong, ${warnings} worth a look.`]
}
