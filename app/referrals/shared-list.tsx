import { type CivilDate, formatDay } from '~/shared/civil-date'
import { basisWords } from '~/sharing/words'
import { Facts } from '~/ui/parts'
import { trackWords } from './words'

export type Shared = {
  basis: keyof typeof basisWords | 'public task'
  purpose: string
  saidBy: string | null
  saidOn: CivilDate | null
  contraryView: string | null
  views: string | null
  told: string | null
  until: CivilDate
  endedOn: CivilDate | null
  isOn: boolean
}

/** Each decision to share with this programme, the latest first: on what it rests, who said what, and until when it holds. */
export function SharedList({ shares }: { shares: readonly Shared[] }) {
  const isShared = shares.some(({ isOn }) => isOn)
  return (
    <>
      {isShared ? null : <p>{trackWords.notShared}</p>}
      {shares.map((share) => (
        <div key={`${share.until} ${share.purpose} ${share.views}`} className="share-made">
          <p>
            <b>{share.endedOn ? trackWords.ended(share.endedOn) : trackWords.sharedUntil(share.until)}</b>
          </p>
          <Facts
            of={[
              {
                label: trackWords.basis,
                value: share.basis === 'public task' ? basisWords['public-task'] : basisWords[share.basis],
              },
              { label: trackWords.purpose, value: share.purpose },
              {
                label: trackWords.saidBy,
                value: share.saidBy === 'themself' ? trackWords.themself : share.saidBy,
              },
              { label: trackWords.saidOn, value: share.saidOn && formatDay(share.saidOn, 'short') },
              { label: trackWords.contraryView, value: share.contraryView },
              { label: trackWords.told, value: share.told },
              { label: trackWords.views, value: share.views },
            ]}
          />
        </div>
      ))}
    </>
  )
}
