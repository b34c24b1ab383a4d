import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { differing } from '~/caseload/disagreement'
import { FactList } from '~/caseload/fact-list'
import { listedFacts } from '~/caseload/listed-facts'
import type { HeldFact } from '~/caseload/open-record.server'
import { civilDate } from '~/shared/civil-date'

const today = civilDate('2026-11-24')

const order: HeldFact = {
  id: 'order',
  sourceId: null,
  kind: 'CSO_MADE',
  version: 2,
  happensOn: civilDate('2026-05-01'),
  atTime: null,
  endsOn: civilDate('2027-04-24'),
  certainty: 'recorded',
  standing: 'fact',
  source: 'import',
  documentRef: null,
  receivedOn: null,
  recordedOn: civilDate('2026-10-18'),
  recordedBy: 'Isla Munro',
  confirmedOn: null,
  details: {},
  note: null,
  movedFrom: null,
  withdrawnOn: null,
  withdrawnBecause: null,
  pending: {},
  changedBy: 'Isla Munro',
  changedBecause: null,
  versions: [],
}

test('days that differ are written as people read them', () => {
  const said = differing({ ...order, pending: { endsOn: '2027-05-08', certainty: 'official' } })

  expect(said).toEqual({
    byHand: 'corrected',
    ours: [
      { label: 'Last day', value: 'Saturday 24 April 2027' },
      { label: 'How sure is it?', value: 'Recorded by a worker' },
    ],
    theirs: [
      { label: 'Last day', value: 'Saturday 8 May 2027' },
      { label: 'How sure is it?', value: 'Official, in writing' },
    ],
  })
})

test('a detail is called as its form calls it, and ours is what the details hold', () => {
  const exclusion = { ...order, kind: 'EXCLUSION', details: { returns_on: '2026-11-30' } }
  const said = differing({
    ...exclusion,
    pending: { 'details.returns_on': '2026-12-02', 'details.unrecorded': 'yes' },
  })

  expect(said?.ours).toEqual([
    { label: 'Back at school on', value: 'Monday 30 November 2026' },
    { label: 'Sent home without a record?', value: 'Nothing' },
  ])
  expect(said?.theirs).toEqual([
    { label: 'Back at school on', value: 'Wednesday 2 December 2026' },
    { label: 'Sent home without a record?', value: 'Yes' },
  ])
})

test('that the source withdrew what was corrected by hand is a question with yes and no', () => {
  const said = differing({ ...order, pending: { withdrawn: 'yes' } })

  expect(said?.ours).toEqual([{ label: 'Does it stand?', value: 'Yes' }])
  expect(said?.theirs).toEqual([{ label: 'Does it stand?', value: 'No' }])
})

const withdrawn = {
  ...order,
  withdrawnOn: civilDate('2026-11-02'),
  withdrawnBecause: 'It was for his brother',
}

test('what was withdrawn by hand and sent again otherwise waits for a decision, on the page too', () => {
  const fact = { ...withdrawn, pending: { endsOn: '2027-05-08' } }
  const facts = listedFacts([fact], today, {
    mayChange: () => true,
    to: (id) => `/facts/${id}`,
    formKey: () => 'key',
  })

  const page = renderToStaticMarkup(<FactList facts={facts} />)

  expect(facts[0]).toMatchObject({ to: undefined, disagreement: { byHand: 'withdrawn' } })
  expect(page).toContain('This was withdrawn by hand. The source now says something else of it.')
  expect(page).toContain('It was for his brother')
  expect(page).toContain('Saturday 8 May 2027')
  expect(page).toContain('Keep it withdrawn')
  expect(page).toContain('action="/facts/order/settle"')
})

test('whoever may not change it is asked nothing', () => {
  const fact = { ...withdrawn, pending: { endsOn: '2027-05-08' } }

  const [listed] = listedFacts([fact], today, {
    mayChange: () => false,
    to: (id) => `/facts/${id}`,
    formKey: () => 'key',
  })

  expect(listed?.disagreement).toBeNull()
})

test('a source that withdrew it too says the same', () => {
  expect(differing({ ...withdrawn, pending: { withdrawn: 'yes' } })).toBeNull()
  expect(differing(order)).toBeNull()
})
