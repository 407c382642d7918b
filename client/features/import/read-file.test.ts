import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tableToCsv } from '#shared/domain/csv.ts'
import { decodeFile, fileBytesMax } from './decode-file.ts'
import { detectDelimiter, parseCsv, type CsvTable } from './parse-csv.ts'

const pace = { between: () => Promise.resolve(true) }

async function parsed(text: string): Promise<CsvTable> {
  const table = await parseCsv(text, pace)
  if (!table.ok) throw new Error(JSON.stringify(table.error))
  return table.value
}

describe('bytes to text', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const utf16 = (text: string, isLittle: boolean) => {
    const view = new DataView(new ArrayBuffer(2 + text.length * 2))
    view.setUint16(0, 0xfeff, isLittle)
    for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), isLittle)
    return new Uint8Array(view.buffer)
  }

  test('UTF-8 is read with and without its mark', () => {
    for (const text of ['Björn', '\ufeffBjörn'])
      expect(decodeFile(bytes(text))).toEqual({ ok: true, value: { text: 'Björn', encoding: 'utf-8', guessed: false } })
  })

  test('UTF-16 is read by its mark, either way round', () => {
    for (const isLittle of [true, false])
      expect(decodeFile(utf16('Zoë,陳', isLittle))).toMatchObject({
        ok: true,
        value: { text: 'Zoë,陳', guessed: false },
      })
  })

  test('what is no UTF-8 is read as windows-1252, and said to be a guess', () => {
    expect(decodeFile(new Uint8Array([0x42, 0x6a, 0xf6, 0x72, 0x6e]))).toEqual({
      ok: true,
      value: { text: 'Björn', encoding: 'windows-1252', guessed: true },
    })
  })

  test('an empty, a binary and a huge file are told apart', () => {
    expect(decodeFile(bytes(' \r\n\t'))).toEqual({ ok: false, error: 'empty' })
    expect(decodeFile(new Uint8Array())).toEqual({ ok: false, error: 'empty' })
    expect(decodeFile(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toEqual({ ok: false, error: 'binary' })
    expect(decodeFile(new Uint8Array(fileBytesMax + 1))).toEqual({ ok: false, error: 'too-large' })
  })
})

describe('text to rows', () => {
  test.each([
    ['a,b\n1,"x;y"', ','],
    ['a;b\n"1,2";"3,4"', ';'],
    ['a\tb\n1\t2', '\t'],
    ['a|b\n1|2', '|'],
    ['a\n1\n2', ','],
    ['Name;Note, long;Tags\nA;x, y, z;1\nB;p, q;2', ';'],
  ])('%j is separated by %j', (text, delimiter) => expect(detectDelimiter(text)).toBe(delimiter))

  test('[I7] a row has the physical line on which it begins, line breaks in cells and blank lines included', async () => {
    const table = await parsed('a,b\r\n\r\n1,"x\r\ny\nz"\r\n2,y\r3,"\n"\n4,q')
    expect(table.rows).toEqual([
      { line: 3, cells: ['1', 'x\ny\nz'] },
      { line: 6, cells: ['2', 'y'] },
      { line: 7, cells: ['3', '\n'] },
      { line: 9, cells: ['4', 'q'] },
    ])
  })

  test('[I7] lines hold across slices', async () => {
    const lines = Array.from({ length: 9_000 }, (_, i) => `${i},"two\nlines"`)
    const table = await parsed(`n,text\n${lines.join('\n')}\n`)
    expect(table.rows).toHaveLength(9_000)
    for (const [i, row] of table.rows.entries())
      expect(row).toEqual({ line: 2 + 2 * i, cells: [String(i), 'two\nlines'] })
  })

  test('an unclosed quote is found on the line on which it opens', async () => {
    expect(await parseCsv('a,b\n1,"x\ny"\n2,"never closed\n3,z\n', pace)).toEqual({
      ok: false,
      error: { kind: 'unclosed-quote', line: 4 },
    })
    const long = Array.from({ length: 5_000 }, (_, i) => `${i},x`).join('\n')
    expect(await parseCsv(`a,b\n${long}\n9,"open\n1,2`, pace)).toEqual({
      ok: false,
      error: { kind: 'unclosed-quote', line: 5_002 },
    })
  })

  test('a quote that closes in the middle of a cell is found on its line', async () => {
    expect(await parseCsv('a,b\n1,"open\n2,"x"\n', pace)).toEqual({
      ok: false,
      error: { kind: 'stray-quote', line: 2 },
    })
  })

  test('columns without a name are numbered, repeated names too, a trailing one that is empty goes', async () => {
    expect((await parsed('Name,,Email,Email,\nA,x,a@b.co,,\n')).header).toEqual([
      'Name',
      'Column 2',
      'Email',
      'Email (2)',
    ])
  })

  test('the separator that Excel writes on top is no header', async () => {
    const table = await parsed('sep=;\nName;Email\nA;a@b.co')
    expect([table.header, table.rows[0]?.line]).toEqual([['Name', 'Email'], 3])
  })

  test('a header alone is no list', async () => {
    expect(await parseCsv('Name,Email\n\n', pace)).toEqual({ ok: false, error: { kind: 'no-rows' } })
  })

  test('it stops when asked to', async () => {
    const text = `a,b\n${'1,2\n'.repeat(10_000)}`
    expect(await parseCsv(text, { between: () => Promise.resolve(false) })).toEqual({
      ok: false,
      error: { kind: 'stopped' },
    })
  })

  test('what an export writes is read back cell for cell', async () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[a",;\n|\t ]{0,6}$/)).map(text => text.replaceAll('\r', ''))
    const rows = fc.array(fc.tuple(fc.constant('id'), cell, cell), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(rows, async cells => {
        const table = await parsed(tableToCsv(['one', 'two', 'three'], cells))
        const written = cells.map(row => row.map(text => (/^'*[=+\-@\t\n＝＋－＠]/.test(text) ? `'${text}` : text)))
        expect(table.rows.map(row => row.cells)).toEqual(written)
      }),
    )
  })
})
