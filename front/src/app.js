// Everything works without this file; it makes the same pages quicker to use.
import 'htmx.org/dist/htmx.esm.js'
import { armPasskeys } from './passkeys.js'
import { armPickers } from './pickers.js'

const shortcuts = () => document.documentElement.dataset.shortcuts !== 'off'
const typing = (element) => element.closest('input, textarea, select, [contenteditable]') !== null

/** "/" goes to the search box, Escape leaves it; arrows and Home/End walk the rows of a list; letters press buttons. */
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  const target = event.target instanceof Element ? event.target : document.body

  if (event.key === '/' && shortcuts() && !typing(target)) {
    const search = document.querySelector('[data-search]')
    if (search) {
      event.preventDefault()
      search.focus()
      search.select()
    }
    return
  }
  if (event.key === 'Escape') {
    const open = target.closest('details[data-menu][open]') ?? document.querySelector('details[data-menu][open]')
    if (open) {
      open.open = false
      open.querySelector('summary').focus()
    } else if (target.matches('[data-search]')) {
      target.blur()
    }
    return
  }
  if (press(event, target) || pressInRow(event, target)) return
  walkList(event, target)
})

/** A letter presses the button that carries it, once a page: held down, it does not answer the next page too. */
let pressed = false
window.addEventListener('pageshow', () => {
  pressed = false
})

function press(event, target) {
  if (event.repeat || event.shiftKey || pressed || !shortcuts() || typing(target) || !/^[a-z]$/i.test(event.key)) return false
  const button = document.querySelector(`[data-key="${event.key.toLowerCase()}"]`)
  if (!button) return false
  event.preventDefault()
  pressed = true
  button.click()
  return true
}

/** On a line of the desk: A does its act, P puts it off, V says that it was seen. */
const ROW_KEYS = { a: '[data-row-act]', p: '[data-row-later]', v: '[data-row-seen]' }

function pressInRow(event, target) {
  if (event.repeat || event.shiftKey || pressed || !shortcuts() || typing(target)) return false
  const button = target.closest('[data-row]')?.querySelector(ROW_KEYS[event.key.toLowerCase()] ?? 'none')
  if (!button) return false
  event.preventDefault()
  button.click()
  return true
}

function walkList(event, target) {
  const move = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key]
  if (move === undefined) return
  const entering = target === document.body || target.matches('[data-search]')
  const list = target.closest('[data-list]') ?? (entering ? document.querySelector('[data-list]') : null)
  if (!list || (typing(target) && !entering)) return
  if (target.matches('[data-search]') && event.key !== 'ArrowDown') return
  if (target.closest('details[open]')) return
  const rows = [...list.querySelectorAll('[data-row-link]')].filter((row) => row.offsetParent !== null)
  if (rows.length === 0) return
  const here = rows.indexOf(target.closest('[data-row]')?.querySelector('[data-row-link]'))
  // From outside the list only "down" enters it, so that the page still scrolls with the others.
  if (here < 0 && event.key !== 'ArrowDown') return
  event.preventDefault()
  rows[Math.max(0, Math.min(rows.length - 1, here + move))].focus()
}

/** One menu open at a time; a click elsewhere closes it, and so does the keyboard when it leaves. */
document.addEventListener('click', (event) => closeMenus(event.target))
document.addEventListener('focusin', (event) => closeMenus(event.target))

function closeMenus(target) {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(target)) menu.open = false
  }
}

/** Arrows change a list's choice at each press: the keyboard chooses in peace, then applies with the button. */
let keyed = null
document.addEventListener('keydown', (event) => {
  keyed = event.target instanceof Element && event.target.matches('[data-submit-on-change]') ? event.target : null
})
document.addEventListener('pointerdown', () => {
  keyed = null
})

/** A confirmation stays as long as it says (ten seconds), longer while it is pointed at or focused. */
function armToast(toast) {
  if (toast.dataset.armed) return
  toast.dataset.armed = 'yes'
  let left = Number(toast.dataset.toast || 10) * 1000
  let since
  let timer
  const run = () => {
    since = performance.now()
    clearTimeout(timer)
    timer = setTimeout(() => toast.remove(), left)
  }
  const hold = () => {
    clearTimeout(timer)
    left = Math.max(2000, left - (performance.now() - since))
  }
  for (const name of ['pointerenter', 'focusin']) toast.addEventListener(name, hold)
  for (const name of ['pointerleave', 'focusout']) toast.addEventListener(name, run)
  toast.querySelector('[data-close]')?.addEventListener('click', () => toast.remove())
  run()
}

/** How many rows are ticked; the style sheet shows the bar of bulk acts. */
function countTicks(form) {
  const boxes = [...form.querySelectorAll('[data-tick]')]
  const ticked = boxes.filter((box) => box.checked).length
  const all = form.querySelector('[data-tick-all]')
  if (all) {
    all.checked = ticked > 0 && ticked === boxes.length
    all.indeterminate = ticked > 0 && ticked < boxes.length
  }
  const count = form.querySelector('[data-bulk-count]')
  if (count) count.textContent = String(ticked)
}

document.addEventListener('change', (event) => {
  const box = event.target
  if (box.matches('[data-tick-all]')) {
    for (const other of box.form.querySelectorAll('[data-tick]')) other.checked = box.checked
    countTicks(box.form)
  } else if (box.matches('[data-tick]')) {
    countTicks(box.form)
  } else if (box.matches('[data-drop] input[type=file]')) {
    nameFile(box)
  } else if (box.matches('[data-submit-on-change]') && box !== keyed) {
    box.form.requestSubmit()
  }
})

/** In a list of others, whoever another list chooses is not offered. */
function leaveOut(list) {
  const chosen = document.getElementById(list.dataset.otherThan)
  const offer = () => {
    for (const option of list.options) option.hidden = option.disabled = option.value !== '' && option.value === chosen.value
    if (list.selectedOptions[0]?.disabled) list.value = ''
  }
  if (!list.dataset.armed) chosen.addEventListener('change', offer)
  list.dataset.armed = 'yes'
  offer()
}

/** Says at once that a file is too large: the server would cut the sending short. */
function weighFile(input) {
  const file = input.files[0]
  const most = Number(input.dataset.maxMegabytes) * 1_048_576
  input.setCustomValidity(file && most && file.size > most ? input.dataset.tooLarge : '')
  input.reportValidity()
}

function nameFile(input) {
  weighFile(input)
  const label = input.closest('[data-drop]').querySelector('[data-drop-name]')
  const file = input.files[0]
  if (label && file) label.textContent = `${file.name} · ${(file.size / 1024).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 0 })}\u00a0${document.documentElement.lang === 'en' ? 'kB' : 'ko'}`
}

for (const name of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(name, (event) => {
    const zone = event.target instanceof Element ? event.target.closest('[data-drop]') : null
    if (!zone) return
    event.preventDefault()
    zone.classList.toggle('is-over', name === 'dragover')
    if (name === 'drop' && event.dataTransfer.files.length > 0) {
      const input = zone.querySelector('input[type=file]')
      input.files = event.dataTransfer.files
      nameFile(input)
    }
  })
}

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : document.body
  if (target.closest('[data-print]')) window.print()
  const copy = target.closest('[data-copy]')
  if (copy) {
    const source = document.getElementById(copy.dataset.copy)
    navigator.clipboard?.writeText(source.value ?? source.textContent).then(() => {
      copy.classList.add('is-done')
    })
  }
})

/** What was just sent is not sent twice by a second click; a page that comes back is as new. */
let sent = new WeakSet()
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.method !== 'post' || event.defaultPrevented) return
  if (sent.has(form)) event.preventDefault()
  sent.add(form)
  // What downloads leaves the page as it is: its button serves again.
  setTimeout(() => { sent.delete(form) }, 3000)
})
window.addEventListener('pageshow', () => { sent = new WeakSet() })

/** When the row that had the focus leaves, its neighbour takes it: the keyboard goes on where it was. */
let neighbour = null
document.addEventListener('submit', (event) => {
  const row = event.target.closest('[data-row]')
  const next = row?.nextElementSibling ?? row?.previousElementSibling
  neighbour = next?.querySelector('[data-row-link]') ?? null
})
document.addEventListener('htmx:after:swap', () => {
  if (neighbour?.isConnected && document.activeElement === document.body) neighbour.focus()
})

/** What a new piece of page needs, on load and after each htmx swap. */
function arm() {
  armPasskeys()
  armPickers()
  for (const toast of document.querySelectorAll('[data-toast]')) armToast(toast)
  for (const form of document.querySelectorAll('form[data-bulk-form]')) countTicks(form)
  for (const list of document.querySelectorAll('[data-other-than]')) leaveOut(list)
}
document.addEventListener('DOMContentLoaded', arm)
document.addEventListener('htmx:after:swap', arm)
