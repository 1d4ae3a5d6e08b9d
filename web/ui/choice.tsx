export interface ChoiceProps {
  label: string
  value: string
  options: { value: string; label: string; group?: string }[]
  onChoose: (value: string) => void
}

/** A labelled select that looks like the other controls. Options with a `group` stand under its name. */
export function Choice(props: ChoiceProps) {
  const groups = [...new Set(props.options.map((option) => option.group))]
  const list = (group: string | undefined) =>
    props.options
      .filter((option) => option.group === group)
      .map((option) => (
        <option key={option.value} value={option.value} selected={option.value === props.value}>
          {option.label}
        </option>
      ))
  return (
    <label class="choice">
      <span class="note">{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        {groups.map((group) => (group === undefined ? list(group) : <optgroup label={group}>{list(group)}</optgroup>))}
      </select>
    </label>
  )
}
