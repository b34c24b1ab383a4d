import { type Person, peopleOf } from './cast'
import type { Days } from './days'
import { PROVIDER } from './workers'

/** Who came to the workshop by themselves; whoever leads a programme sees its people, and no more than they need to. */
export function atTheWorkshop(on: Days): Person[] {
  return peopleOf({ organisation: PROVIDER, team: 'Workshop', lead: 'rab' }, [
    {
      key: 'liam',
      given: 'Liam',
      family: 'Orr',
      pronouns: 'he/him',
      born: on.aged(17, 1),
      matters: 'Engines. Old ones.',
      openedOn: on.ago(100),
      places: ['Garage Saturdays'],
    },
    {
      key: 'sofia',
      given: 'Sofia',
      family: 'Nowak',
      pronouns: 'she/her',
      born: on.aged(16, 6),
      matters: 'I built my own bike and I ride it to school.',
      language: 'Polish and English',
      openedOn: on.ago(80),
      places: ['Bike build'],
    },
    {
      key: 'ben',
      given: 'Ben',
      family: 'Guthrie',
      pronouns: 'he/him',
      born: on.aged(18, 2),
      openedOn: on.ago(40),
      places: ['Garage Saturdays', 'Bike build'],
    },
  ])
}
