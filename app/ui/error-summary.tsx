import { useEffect, useRef } from 'react'
import type { Errors } from './field'
import { errorTitle } from './words'

/** Every error of a form, each leading to its field; `form` is the one that belongs to no field. */
export function ErrorSummary({ errors }: { errors: Errors | undefined }) {
  const box = useRef<HTMLDivElement>(null)
  // Keeps the browser's focus in step: whoever can't see the page is told first what to mend.
  useEffect(() => {
    if (errors) box.current?.focus()
  }, [errors])
  const listed = Object.entries(errors ?? {})
  if (!listed.length) return null

  return (
    <div
      className="errors ds_error-summary"
      role="alert"
      tabIndex={-1}
      ref={box}
      aria-labelledby="errors-title"
    >
      <h2 className="ds_error-summary__title" id="errors-title">
        {errorTitle}
      </h2>
      <ul className="ds_error-summary__list">
        {listed.map(([name, says]) => (
          <li key={name}>{name === 'form' ? says : <a href={`#${name}`}>{says}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
