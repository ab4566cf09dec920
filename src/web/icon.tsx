// The few signs in use, drawn on a grid of 16. A sign never stands without words, except close, page and theme, which carry names.
const paths = {
  search: 'M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.5 10.5 14 14',
  rows: 'M2 3.5h12M2 8h12M2 12.5h8',
  next: 'M6 3l5 5-5 5',
  back: 'M10 3 5 8l5 5',
  up: 'M3 10l5-5 5 5',
  down: 'M3 6l5 5 5-5',
  save: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'M2.5 8.5 6 12l7.5-8',
  cross: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  ring: 'M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0z',
  menu: 'M2 4h12M2 8h12M2 12h12',
  pin: 'M8 14s4.5-4.6 4.5-8a4.5 4.5 0 0 0-9 0c0 3.4 4.5 8 4.5 8zM9.4 6a1.4 1.4 0 1 1-2.8 0 1.4 1.4 0 0 1 2.8 0z',
  filter: 'M2 3h12M4.5 8h7M6.5 13h3',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  bell: 'M4 11V7a4 4 0 0 1 8 0v4l1.2 1.5H2.8zM6.7 14.2h2.6',
  warn: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.2',
} as const
export type IconName = keyof typeof paths | 'theme'

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      {name === 'theme' ? (
        <>
          <circle cx="8" cy="8" r="5.5" />
          <path d="M8 2.5v11a5.5 5.5 0 0 0 0-11z" fill="currentColor" />
        </>
      ) : (
        <path d={paths[name]} />
      )}
    </svg>
  )
}

/** The brand mark: four graduations on a tile, the last one long. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="3" fill="currentColor" />
      <g fill="var(--surface)">
        <rect x="5" y="0" width="2.5" height="15" />
        <rect x="10.2" y="0" width="2.5" height="8" />
        <rect x="15.4" y="0" width="2.5" height="8" />
        <rect x="20.6" y="0" width="2.5" height="21" />
      </g>
    </svg>
  )
}

/** A narrow dot between two facts. */
export function Dot() {
  return <span className="dot"> · </span>
}
