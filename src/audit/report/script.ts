/**
 * The one script of reports: buttons that copy, made when what they stand beside comes into view, and links inside
 * the report that open what they lead to. Everything can be read and selected without it.
 */
export const SCRIPT: string = `
(() => {
  const said = document.getElementById('said')
  const words = said.dataset
  const copy = (source, button) => {
    const selection = getSelection()
    selection.selectAllChildren(source)
    const done = document.execCommand('copy')
    if (done) selection.removeAllRanges()
    button.textContent = done ? words.done : words.chosen
    said.textContent = button.textContent + ' ' + source.dataset.copy
  }
  const equip = (root) => {
    for (const source of root.querySelectorAll('[data-copy]')) {
      if (source.dataset.ready || source.closest('details:not([open])')) continue
      source.dataset.ready = 'yes'
      const button = document.createElement('button')
      button.className = 'copy'
      button.textContent = words.verb
      button.setAttribute('aria-label', words.verb + ' ' + source.dataset.copy)
      button.addEventListener('click', () => copy(source, button))
      button.addEventListener('blur', () => { button.textContent = words.verb })
      source.after(button)
    }
  }
  equip(document)
  document.addEventListener('toggle', ({ target }) => { if (target.open) equip(target) }, true)
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]')
    const to = link && document.getElementById(link.getAttribute('href').slice(1))
    if (!to) return
    event.preventDefault()
    for (let inside = to; inside; inside = inside.parentElement) if (inside.tagName === 'DETAILS') inside.open = true
    equip(to)
    to.scrollIntoView()
    const focused = to.querySelector('summary') ?? to
    if (focused === to) to.tabIndex = -1
    focused.focus({ preventScroll: true })
  })
})()
`
