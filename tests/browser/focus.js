// What the keyboard reaches, and whether one sees that it is there. Press Tab once before: the
// browser shows the focus that a script moves only while the keyboard is in use.
async () => {
  const REACHED = 'a[href], button, input, select, textarea, summary, [tabindex]'
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

  const luminance = (colour) => {
    paint.clearRect(0, 0, 1, 1)
    paint.fillStyle = colour
    paint.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = paint.getImageData(0, 0, 1, 1).data
    if (alpha < 128) return null
    const [r, g, b] = [red, green, blue].map((value) => {
      const share = value / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  const ground = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      const found = luminance(getComputedStyle(at).backgroundColor)
      if (found !== null) return found
    }
    return 1
  }
  const shown = (element) => {
    const name = element.getAttribute('aria-label') || element.textContent.replace(/\s+/g, ' ').trim() || element.name
    return `<${element.localName} class="${element.getAttribute('class') || ''}"> “${(name || '').slice(0, 40)}”`
  }
  // Whether something of the element can be seen: WCAG asks that it is not hidden as a whole.
  const covered = (element) => {
    // A link that is broken over lines may begin with nothing at the end of one.
    const boxes = [...element.getClientRects()].filter((one) => one.width > 1 && one.height > 1)
    if (!boxes.length) return 'takes no room'
    const [box] = boxes
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
    if (left >= right || top >= bottom) return 'is out of sight'
    let there
    for (const across of [0.5, 0.2, 0.8]) {
      for (const down of [0.5, 0.2, 0.8]) {
        const [x, y] = [left + across * (right - left), top + down * (bottom - top)]
        there = document.elementFromPoint(x, y)
        if (there && (element.contains(there) || there.closest('svg'))) return ''
      }
    }
    return `is covered by ${there && shown(there)}`
  }

  const complaints = []
  const reached = [...document.querySelectorAll(REACHED)].filter(
    (element) => element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden' &&
      element.checkVisibility({ visibilityProperty: true }))
  for (const element of reached.slice(0, 300)) {
    element.focus()
    if (document.activeElement !== element) {
      complaints.push(`${shown(element)} takes no focus`)
      continue
    }
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    const ring = outlineStyle === 'none' ? 0 : parseFloat(outlineWidth)
    const colour = luminance(outlineColor)
    if (ring < 2) complaints.push(`${shown(element)} shows no focus`)
    else if (colour === null || contrast(colour, ground(element)) < 3) {
      complaints.push(`${shown(element)} has a focus ring too faint: ${outlineColor}`)
    }
    // A map first moves to what has the focus.
    for (let turn = 0; covered(element) && turn < 8; turn++) {
      await new Promise((go) => setTimeout(go, 250))
    }
    const hidden = covered(element)
    if (hidden) complaints.push(`${shown(element)} ${hidden} when it has the focus`)
  }
  document.activeElement.blur()
  return complaints
}
