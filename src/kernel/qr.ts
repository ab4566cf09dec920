import { renderSVG } from 'uqr'

/** A text as a QR picture in SVG, drawn here: it is sent to nobody. */
export function qrSvg(text: string): string {
  return renderSVG(text, { border: 2 })
}
