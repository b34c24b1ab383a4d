import type { CivilDate } from '~/shared/civil-date'
import type { Story } from './past-stories'

/** One life of which the record is closed. */
export type Life = {
  key: string
  story: Story
  lead: string
  born: CivilDate
  /** The day of the change that it was about. */
  changeOn: CivilDate
  /** The day of the talk in which something was offered. */
  talkedOn: CivilDate
  openedOn: CivilDate
  closedOn: CivilDate
}
