import { expect, test } from 'vitest'
import { factKinds } from '~/caseload/fact-kinds'
import { whyRefused } from '~/intake/verdicts'
import { civilDate } from '~/shared/civil-date'

test.each(Object.entries(factKinds))(
  '%s is refused before the twelfth birthday only where it is an offence',
  (kind, { isOffence }) => {
    const fact = { kind, happensOn: civilDate('2026-11-24'), endsOn: null, details: {} }

    const refusal = whyRefused(2, fact, civilDate('2014-11-25'))

    expect(refusal !== null).toBe(isOffence)
  },
)
