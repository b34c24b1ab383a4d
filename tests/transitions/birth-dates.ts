import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'

/** Each day from 1995 to 2030 on which somebody may have been born. */
export function everyBirthDate(look: (bornOn: CivilDate) => void): void {
  for (let day = civilDate('1995-01-01'); day <= '2030-12-31'; day = addDays(day, 1)) look(day)
}
