import { everybody } from '#db/demo/everybody'
import { loadWorkers } from '#db/demo/load-workers.server'
import { findProgramme, partIn, programmesNear } from '~/programmes/directory.server'
import { fitAll, type Reason } from '~/programmes/fit'
import { civilDate } from '~/shared/civil-date'
import { building, expect, signedInAs, test } from '../support/database'
import { someone } from './a-programme'

const days = ['2026-11-25', '2026-11-28', '2027-01-01', '2028-02-29'].map(civilDate)

test.for(days)('on %s a worker meets every state that a programme can be in', async (day, { db }) => {
  const isla = await building(db, async () => {
    const placed = await loadWorkers(db, everybody(day))
    return { id: placed.worker('isla').id, organisationId: placed.organisation('northmoor') }
  })
  await signedInAs(db, isla)

  const fitted = fitAll(await programmesNear(db), someone({ isOnOrder: null }), day)

  const reasons = new Set(fitted.flatMap((each) => each.reasons.map(({ what }) => what)))
  const met: Reason['what'][] = [
    'age-fits',
    'ages-not-said',
    'any-area',
    'full',
    'funding-ends-first',
    'has-places',
    'in-area',
    'not-checked-lately',
    'order-not-known',
    'other-area',
    'paused',
    'places-not-said',
    'places-said-long-ago',
    'start-has-passed',
    'too-old',
  ]
  expect(met.filter((what) => !reasons.has(what))).toEqual([])
  expect(fitted.map(({ programme, verdict }) => `${programme.name}: ${verdict}`)).toEqual(
    expect.arrayContaining([
      'Garage Saturdays: fits',
      'Mentor match: fits',
      'Night football: check-first',
      'First shift: check-first',
      'Walked it: check-first',
      'Drum room: does-not-fit',
      'Up the glen: does-not-fit',
    ]),
  )
})

test('Morag leads what the workshop offers, and Jo says how many places are free at four of them', async ({
  db,
}) => {
  const { jo, morag, ids } = await building(db, async () => {
    const cast = everybody(civilDate('2026-11-25'))
    const placed = await loadWorkers(db, cast)
    const ours = cast.programmes.filter(({ organisation }) => organisation === 'the-wheelhouse')
    return {
      jo: { id: placed.worker('jo').id, organisationId: placed.organisation('the-wheelhouse') },
      morag: placed.worker('morag'),
      ids: ours.map(({ name }) => placed.programme(name).programme_id),
    }
  })
  await signedInAs(db, jo)

  const found = await Promise.all(ids.map((id) => findProgramme(db, id)))
  const own = found.flatMap((programme) =>
    programme && partIn(programme, jo) === 'staff' ? programme.name : [],
  )

  expect(new Set(found.map((programme) => programme?.leadId))).toEqual(new Set([morag.id]))
  expect(own).toEqual(['Garage Saturdays', 'Bike build', 'First shift', 'Drum room'])
})
