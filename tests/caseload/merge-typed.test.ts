import { expect, test } from 'vitest'
import { mergeTyped } from '~/caseload/merge-typed'

test('what was typed stays, and what was left alone takes what somebody else saved', () => {
  const base = { givenName: 'Calum', pronouns: '', council: 'Northmoor' }
  const theirs = { givenName: 'Callum', pronouns: 'he/him', council: 'Northmoor' }
  const typed = { givenName: 'Calum James', pronouns: '', council: '', because: 'He says so' }

  const merged = mergeTyped(base, theirs, typed)

  expect(merged).toEqual({ givenName: 'Calum James', pronouns: 'he/him', council: '', because: 'He says so' })
})

test('a box that somebody else ticked meanwhile stays ticked for whoever left it alone', () => {
  const merged = mergeTyped({}, { deferredEntry: 'yes' }, { givenName: 'Calum' })

  expect(merged).toEqual({ givenName: 'Calum', deferredEntry: 'yes' })
})
