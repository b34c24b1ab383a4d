/** Any address without a page of its own: the same answer as for a page that is not theirs to see. */
export function loader() {
  throw new Response(null, { status: 404 })
}

export default function Nowhere() {
  return null
}
