import { chooseTo } from '~/programmes/directory-view'

/** Where a referral begins that goes on from one that ended. */
export function referTo(
  programmeId: string,
  about: { personId: string; transitionId: string | null; followsId: string },
): string {
  return `${chooseTo(programmeId, about)}&follows=${about.followsId}`
}
