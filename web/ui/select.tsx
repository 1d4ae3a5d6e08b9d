interface SelectProps {
  label: string
  value: string
  options: { value: string; text: string; group?: string }[]
  onChoose: (value: string) => void
  /** Says its label on a phone too, where what is chosen does not tell what it is for. */
  isNamed?: boolean
}

/** A labelled choice of one among few, in groups where they have any. */
export function Select({ label, value, options, onChoose, isNamed = false }: SelectProps) {
  const groups = [...new Set(options.map((option) => option.group ?? ''))]
  const list = (group: string) =>
    options
      .filter((option) => (option.group ?? '') === group)
      .map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.text}
        </option>
      ))
  return (
    <label class={isNamed ? 'control filter filter-named' : 'control filter'}>
      <span class="filter-name">{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {groups.map((group) =>
          group === '' ? (
            list(group)
          ) : (
            <optgroup key={group} label={group}>
              {list(group)}
            </optgroup>
          ),
        )}
      </select>
    </label>
  )
}
