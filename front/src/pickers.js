// A long list of people to tick gets a box that narrows it; without this file every name is there to tick.

/** From how many names on a list is narrowed. */
const LONG = 8

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export function armPickers() {
  for (const group of document.querySelectorAll('[data-picker]')) {
    const choices = [...group.querySelectorAll('label')]
    if (group.dataset.armed || choices.length < LONG) continue
    group.dataset.armed = 'yes'
    const search = document.createElement('input')
    Object.assign(search, { type: 'search', className: 'form-control', placeholder: group.dataset.picker, autocomplete: 'off' })
    search.setAttribute('aria-label', group.dataset.picker)
    search.addEventListener('input', () => narrow(choices, search.value))
    search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault()
    })
    group.querySelector('legend').after(search)
  }
}

/** Whoever is ticked stays in sight. */
function narrow(choices, typed) {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  for (const choice of choices) {
    const found = words.every((word) => fold(choice.textContent).includes(word))
    choice.hidden = !found && !choice.querySelector('input').checked
  }
}
