import type { CivilDate } from '~/shared/civil-date'
import type { Cast } from './cast'
import { daysAround, sessionsAround } from './days'
import { decisions } from './decisions'
import { inTheCommunity, withTheTeam } from './justice-community'
import { inCustody } from './justice-custody'
import { atHome } from './northmoor-home'
import { withOthers } from './northmoor-others'
import { atSchool, GLENMARRA, NORTHMOOR_HIGH } from './northmoor-school'
import { pastLives } from './past-lives'
import { programmes } from './programmes'
import { referralsToday } from './today-referrals'
import { sessionsOfAli, sessionsOfIsla } from './today-sessions'
import { atTheWorkshop } from './wheelhouse'
import { organisations } from './workers'

/** All of the demonstration as it stands on this day. Everybody in it is invented. */
export function everybody(today: CivilDate): Cast {
  const on = daysAround(today)
  const directory = programmes(on)
  const past = pastLives(on, directory)
  return {
    organisations,
    programmes: directory,
    schools: [
      { name: NORTHMOOR_HIGH, sessions: sessionsAround(today) },
      { name: GLENMARRA, sessions: [] },
    ],
    people: [
      ...atSchool(on),
      ...atHome(on),
      ...withOthers(on),
      ...inCustody(on),
      ...inTheCommunity(on),
      ...withTheTeam(on),
      ...atTheWorkshop(on),
      ...past.people,
    ],
    decisions: [...decisions(on), ...past.decisions],
    sessions: [...sessionsOfIsla(on), ...sessionsOfAli(on), ...past.sessions],
    referrals: [...referralsToday(on), ...past.referrals],
  }
}
