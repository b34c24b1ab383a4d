import { expect, test } from 'vitest'
import type { OpenRecord } from '~/caseload/open-record.server'
import { pendingOf } from '~/caseload/person-values'
import { civilDate } from '~/shared/civil-date'

const calum = {
  bornOn: civilDate('2010-10-01'),
  birthDateCertainty: 'recorded',
  pupil: 'unknown',
  school: null,
  deferredEntry: false,
  worker: 'Isla Munro',
} as Partial<OpenRecord>

function pending(sent: Record<string, string>) {
  return pendingOf({ ...calum, pending: sent } as OpenRecord)
}

test('what differs on a record is written as people read it, on both sides', () => {
  const { ours, theirs } = pending({ bornOn: '2010-10-10', pupil: 'yes', deferredEntry: 'yes' })

  expect(ours.map(({ value }) => value)).toEqual(['1 October 2010', 'Not known', 'No'])
  expect(theirs.map(({ value }) => value)).toEqual(['10 October 2010', 'At school', 'Yes'])
})

test('where nothing is held it says so, and where the page does not hold it, that', () => {
  const { ours } = pending({
    school: 'Calder High School',
    ethnicity: 'Scottish',
    workerEmail: 'ali@northmoor.example',
  })

  expect(ours).toEqual([
    { label: 'School', value: 'Nothing' },
    { label: 'Ethnicity', value: 'Not shown on this page' },
    { label: 'Worker', value: 'Isla Munro' },
  ])
})
