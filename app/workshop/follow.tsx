import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

const AGAIN_MS = 2_000

/** Work goes on meanwhile: the page asks anew every two seconds, with script or without. */
export function Follow() {
  const { revalidate } = useRevalidator()
  // Keeps what is shown in step with the work, while this stands on the page.
  useEffect(() => {
    const again = setInterval(revalidate, AGAIN_MS)
    return () => clearInterval(again)
  }, [revalidate])
  return (
    <noscript>
      <meta httpEquiv="refresh" content="2" />
    </noscript>
  )
}
