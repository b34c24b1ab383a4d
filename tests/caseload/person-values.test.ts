import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { scopeBits } from '~/access/permissions'
import { ManagerDecides } from '~/caseload/manager-decides'
import type { OpenRecord } from '~/caseload/open-record.server'
import { pendingOf, waitingOf } from '~/caseload/person-values'
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

function waiting(sent: Record<string, string>, writes: number) {
  return waitingOf({ ...calum, id: 'calum', version: 3, writes, pending: sent } as OpenRecord, () => 'key')
}

test('what differs on a record is written as people read it, on both sides', () => {
  const { here } = pending({ bornOn: '2010-10-10', pupil: 'yes', deferredEntry: 'yes' })

  expect(here?.ours.map(({ value }) => value)).toEqual(['1 October 2010', 'Not known', 'No'])
  expect(here?.theirs.map(({ value }) => value)).toEqual(['10 October 2010', 'At school', 'Yes'])
})

test('where nothing is held it says so, and where the page does not hold it, that', () => {
  const { here, forAManager } = pending({
    school: 'Calder High School',
    ethnicity: 'Scottish',
    workerEmail: 'ali@northmoor.example',
  })

  expect(here?.ours).toEqual([
    { label: 'School', value: 'Nothing' },
    { label: 'Ethnicity', value: 'Not shown on this page' },
  ])
  expect(forAManager?.ours).toEqual([{ label: 'Worker', value: 'Isla Munro' }])
})

const worker = { workerEmail: 'ali@northmoor.example' }
const byAWorker = scopeBits.identity
const byAManager = scopeBits.identity | scopeBits.allocation

test('who works with them waits for a manager, and the page says so without a button', () => {
  const { here, forAManager } = waiting(worker, byAWorker)
  const page = renderToStaticMarkup(forAManager && createElement(ManagerDecides, forAManager))

  expect(here).toBeNull()
  expect(page).toContain('A manager decides this')
  expect(page).toContain('Nothing of it changes until a manager has decided.')
  expect(page).toContain('The source says: ali@northmoor.example')
  expect(page).not.toContain('<button')
})

test('a manager may say that it stays, and is offered nothing that does nothing', () => {
  const { forAManager } = waiting(worker, byAManager)
  const page = renderToStaticMarkup(forAManager && createElement(ManagerDecides, forAManager))

  expect([...page.matchAll(/<button[^>]*value="(\w+)"/g)].map(([, keep]) => keep)).toEqual(['ours'])
})

test('what is decided here is decided apart from what a manager decides', () => {
  const { here, forAManager } = waiting({ ...worker, pupil: 'yes' }, byAWorker)

  expect(here?.theirs).toEqual([{ label: 'Are they at school?', value: 'At school' }])
  expect(forAManager?.theirs).toEqual([{ label: 'Worker', value: 'ali@northmoor.example' }])
})
