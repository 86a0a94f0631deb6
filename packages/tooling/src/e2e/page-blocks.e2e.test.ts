import { expect, test } from 'vitest'
import { isListedAs, pageBlocks, runLanguages } from './page-blocks.ts'
import { unrunBlocks } from './unrun-blocks.ts'

/** What is shown and not run: answers, files and what a program prints. */
const shown = ['json', 'csv', 'yaml', 'text']

test('every block of the docs is of a language that is run, or shows what nobody runs', () => {
  const known: string[] = [...Object.values(runLanguages).flat(), ...shown]
  const strange = pageBlocks.filter(({ language }) => !known.includes(language))
  expect(strange).toEqual([])
})

test('no language that is run is lost on the way: each has blocks', () => {
  for (const languages of Object.values(runLanguages)) expect(pageBlocks.some(({ language }) => languages.some((each) => each === language))).toBe(true)
})

test('what is not run is listed with a reason, and nothing is listed that is not there', () => {
  for (const entry of unrunBlocks) {
    expect(pageBlocks.filter((block) => isListedAs({ entry, block })).length, `${entry.page}: ${entry.begins}`).toBe(1)
    expect(entry.reason).not.toBe('')
    console.log(`not run: ${entry.page}: ${entry.begins.trim()}: ${entry.reason}`)
  }
})
