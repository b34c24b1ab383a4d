import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition, useEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'

/** What somebody typed before the script had come. React gives a filled text area its first words back when it takes over. */
const typed = [...document.querySelectorAll('textarea')]
  .filter(({ value, defaultValue }) => value !== defaultValue)
  .map((area) => ({ area, words: area.value }))

function Page() {
  // Keeps each text area in step with what stood in it before the page was taken over.
  useEffect(() => {
    for (const { area, words } of typed.splice(0)) area.value = words
  }, [])
  return <RemixBrowser />
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <Page />
    </StrictMode>,
  )
})
