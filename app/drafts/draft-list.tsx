import { Empty } from '~/ui/parts'
import { ThrowAway } from './unfinished-drafts'
import { ageInWords, draftsWords, formInWords } from './words'

export type ListedDraft = {
  id: string
  path: string
  to: string
  name: string | null
  wasTried: boolean
  minutesOld: number
}

/** What somebody left unfinished, with its age; each leads to its form. */
export function DraftList({ drafts, formKey }: { drafts: readonly ListedDraft[]; formKey: string }) {
  if (drafts.length === 0)
    return (
      <Empty>
        <p>{draftsWords.none}</p>
      </Empty>
    )
  return (
    <ul className="list" aria-label={draftsWords.list}>
      {drafts.map(({ id, path, to, name, wasTried, minutesOld }) => {
        const form = formInWords(path)
        const about = `${form}, ${ageInWords(minutesOld)}`
        return (
          <li key={id} className="held-row">
            <div>
              <p className="who">
                <a href={to}>{name ? `${form}: ${name}` : form}</a>
              </p>
              <p className="why">
                {ageInWords(minutesOld)}. {wasTried ? draftsWords.tried : ''}
              </p>
            </div>
            <ThrowAway id={id} formKey={formKey} back="/drafts" about={about} />
          </li>
        )
      })}
    </ul>
  )
}
