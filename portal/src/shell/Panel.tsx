import { useId, type ReactNode } from "react";

interface Props {
  heading: string;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A section of the page with its heading. */
export function Panel({ heading, aside, className = "", children }: Props) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{heading}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
