import type { Twin } from '../charts/twin.ts'

/** A chart's numbers as a table that scrolls inside its panel. */
export function TwinTable({ twin, caption }: { twin: Twin; caption: string }) {
  return (
    <div class="twin" tabIndex={0}>
      <table>
        <caption class="said-only">{caption}</caption>
        <thead>
          <tr>
            {twin.columns.map((column, i) => (
              <th key={column} scope="col" class={i === 0 ? '' : 'number'}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {twin.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, i) => (
                <td key={twin.columns[i]} class={i === 0 ? '' : 'number'}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
