/*
 * What is seldom wanted, behind one button. A `details`, so that it needs no
 * script to be reached by keyboard.
 */
export function Menu({ name, items }: { name: string; items: [string, () => void][] }) {
  const close = (e: Event) => {
    const menu = (e.currentTarget as Element).closest("details");

    menu?.removeAttribute("open");
    /* What was picked is not to be seen any more. */
    menu?.querySelector("summary")?.focus();
  };

  return (
    <details class="menu">
      <summary>{name}</summary>
      <ul>
        {items.map(([text, act]) => (
          <li key={text}>
            <button class="quiet" onClick={(e) => { close(e); act(); }}>{text}</button>
          </li>
        ))}
      </ul>
    </details>
  );
}
