import { ButtonLink } from '~/ui/parts'
import { recordWords } from './words'

/** Of what two people were about to decide, the other has decided it; `to` is where it stands. */
export function NothingWaits({ to }: { to: string }) {
  return (
    <>
      <p className="message">{recordWords.decided}</p>
      <ButtonLink kind="quiet" to={to}>
        {recordWords.back}
      </ButtonLink>
    </>
  )
}
